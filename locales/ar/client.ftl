# إطار صفحة العميل. صفوفها وحقولها للمطورين بالإنجليزية.

client-title = عميل OAuth
client-no-script = هذه الصفحة عميل OAuth مكتوب بلغة Rust ويعمل في متصفحك. تحتاج إلى JavaScript وWebAssembly.

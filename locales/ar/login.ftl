# صفحات تسجيل الدخول: كل نصوصها.

login-title = تسجيل الدخول
login-lead = أدخل اسم المستخدم وكلمة المرور للمتابعة.
login-lead-client = أدخل اسم المستخدم وكلمة المرور للمتابعة إلى { $name }.
user-name = اسم المستخدم
password = كلمة المرور
user-type = أسجّل الدخول بصفتي
remember = إبقاء تسجيل الدخول على هذا الجهاز
sign-in = تسجيل الدخول
signing-in = جارٍ تسجيل دخولك…
show-password = إظهار كلمة المرور
caps-lock = مفتاح Caps Lock مفعّل.

start-title = ابدأ من تطبيقك
start-lead = لا تعمل هذه الصفحة بمفردها. افتح التطبيق الذي تريد استخدامه واختر «تسجيل الدخول» هناك.
start-link = الانتقال إلى التطبيق

script-title = تحتاج هذه الصفحة إلى JavaScript
script-lead = فهي تنقل طلب تطبيقك إلى نموذج تسجيل الدخول. اسمح بتشغيل JavaScript لهذا الموقع، أو ابدأ من جديد من تطبيقك في متصفح آخر.

language = اللغة
privacy = الخصوصية
terms = الشروط
help = المساعدة
support = الدعم

error-title = تعذّر تسجيل الدخول
error-title-not-found = الصفحة غير موجودة
error-title-request = هذا الطلب غير مقبول هنا
error-restart = العودة إلى تسجيل الدخول
error-restart-application = العودة إلى التطبيق
error-more = المزيد عن هذا الخطأ
error-details = تفاصيل لفريق الدعم
error-code = الخطأ
error-reference = المرجع
error-time = الوقت
error-reference-hint = إذا تكرّر ذلك، فأعطِ هذا المرجع لفريق الدعم.
copy = نسخ
copied = تم النسخ

problem-access-denied = لم يُمنح الإذن بالوصول. إن لم يكن هذا ما أردته، فسجّل الدخول من جديد.
problem-bad-request = أرسل التطبيق طلبًا لا يمكننا استخدامه. عُد إلى التطبيق وابدأ من جديد.
problem-expired = استغرق تسجيل الدخول هذا وقتًا طويلًا أو سبق استخدامه. يُرجى البدء من جديد.
problem-generic = حدث خطأ أثناء تسجيل دخولك. يُرجى المحاولة مرة أخرى.
problem-invalid-credentials = اسم المستخدم أو كلمة المرور غير صحيحة. يُرجى التحقق منهما والمحاولة مرة أخرى.
problem-login-required = لم تسجّل الدخول بعد. يُرجى تسجيل الدخول للمتابعة.
problem-method = لا يقبل هذا العنوان هذا النوع من الطلبات.
problem-not-found = لا توجد صفحة على هذا العنوان. تحقق من الرابط أو ابدأ من تطبيقك.
problem-sign-in-failed = تعذّر تسجيل دخولك. ربما كان اسم المستخدم أو كلمة المرور غير صحيح.
problem-throttled = محاولات كثيرة جدًا. يُرجى الانتظار قليلًا ثم المحاولة مرة أخرى.
problem-attempts = محاولات كثيرة جدًا.
problem-unauthorized-client = لا يُسمح لهذا التطبيق بتسجيل دخولك هنا. يُرجى إبلاغ الجهة المشغّلة له.
problem-unavailable = تسجيل الدخول غير ممكن في الوقت الحالي. يُرجى المحاولة بعد بضع دقائق.
problem-missing-state = لا تعمل هذه الصفحة بمفردها. ابدأ من جديد من التطبيق.
problem-expired-form = بقي هذا النموذج مفتوحًا مدة طويلة. يُرجى تعبئته مرة أخرى.
problem-user-code = لا يوجد رمز كهذا. تحقق مما يعرضه جهازك وأدخله مرة أخرى.
problem-email = لا يبدو هذا عنوان بريد إلكتروني. يُرجى التحقق منه.
problem-password-mismatch = كلمتا المرور غير متطابقتين. يُرجى كتابتهما مرة أخرى.
problem-password-short = كلمة المرور هذه قصيرة جدًا. يُرجى اختيار كلمة أطول.
problem-password-refused = لا يمكن استخدام كلمة المرور هذه. يُرجى اختيار غيرها.
problem-reset-link = سبق استخدام هذا الرابط أو انتهت صلاحيته. اطلب رابطًا جديدًا.

try-again-in = يمكنك المحاولة مرة أخرى بعد { $name }.
try-again-now = يمكنك المحاولة مرة أخرى الآن.
expires-in = { $count ->
    [one] أمامك دقيقة واحدة لاتخاذ القرار.
    [two] أمامك دقيقتان لاتخاذ القرار.
    [few] أمامك { $count } دقائق لاتخاذ القرار.
    [many] أمامك { $count } دقيقة لاتخاذ القرار.
   *[other] أمامك { $count } دقيقة لاتخاذ القرار.
}
expires-soon = بقيت أقل من دقيقة.
expired = انتهى الوقت. يُرجى البدء من جديد.

continue = متابعة
working = لحظة واحدة…
login-lead-name = أدخل اسم المستخدم.
login-lead-name-client = أدخل اسم المستخدم للمتابعة إلى { $name }.
login-lead-password = أدخل كلمة المرور.
other-name = استخدام اسم مستخدم آخر
forgot-link = هل نسيت كلمة المرور؟
alternative = أو
continue-with = المتابعة باستخدام { $name }

signed-in-as = تم تسجيل الدخول باسم { $name }
consent-title = هل تسمح بالوصول؟
consent-lead = يطلب { $name } الوصول إلى حسابك. أنت تختار ما يحصل عليه.
consent-lead-all = يطلب { $name } الوصول إلى حسابك.
consent-about-you = عنك
consent-access = الوصول
consent-audience = للاستخدام لدى
consent-remember = عدم السؤال مرة أخرى لهذا التطبيق
consent-returns = ستعود إلى { $name }
application-privacy = سياسة خصوصية { $name }
application-terms = شروط { $name }
allow = السماح
deny = الرفض
scope-openid = معرفة أيّ حساب هو حسابك
scope-profile = الاطلاع على اسمك وملفك الشخصي
scope-email = الاطلاع على عنوان بريدك الإلكتروني
scope-address = الاطلاع على عنوانك البريدي
scope-phone = الاطلاع على رقم هاتفك
scope-offline = الاحتفاظ بهذا الوصول أثناء غيابك

device-title = ربط جهاز
device-lead = أدخل الرمز الذي يعرضه جهازك.
user-code = الرمز
user-code-hint = لا تهم المسافات ولا الشرطات ولا الأحرف الصغيرة.
device-confirm-title = هل هذا جهازك؟
device-confirm-lead = اربطه فقط إذا كان يعرض هذا الرمز:
device-confirm-client = يطلب { $name } على هذا الجهاز الوصول إلى حسابك:
device-confirm-warning = هل أرسل إليك شخص آخر هذا الرمز؟ إذن اختر «الرفض».
connect = ربط
device-done-title = تم ربط جهازك
device-done-lead = يمكنك إغلاق هذه النافذة والمتابعة هناك.
device-done-client = يمكنك إغلاق هذه النافذة والمتابعة في { $name }.
device-denied-title = لم يُربط الجهاز
device-denied-lead = رفضت منحه الوصول. يمكنك إغلاق هذه النافذة.
device-expired-title = لم يعد هذا الرمز صالحًا
device-expired-lead = ابدأ من جديد على جهازك، وأدخل الرمز الجديد هنا.
device-again = إدخال رمز آخر

logout-title = هل تريد تسجيل الخروج؟
logout-lead = هل تريد تسجيل الخروج الآن؟
logout-lead-client = يطلب { $name } تسجيل خروجك.
sign-out = تسجيل الخروج
stay = البقاء مسجّل الدخول
signed-out-title = تم تسجيل خروجك
signed-out-lead = يمكنك إغلاق هذه النافذة. إذا كنت تشارك هذا الجهاز مع غيرك، فأغلق المتصفح أيضًا.
stayed-title = ما زلت مسجّل الدخول
stayed-lead = لم يتغير شيء. يمكنك إغلاق هذه النافذة.

forgot-title = إعادة تعيين كلمة المرور
forgot-lead = أدخل عنوان البريد الإلكتروني لحسابك، وسنرسل إليك رابطًا لتعيين كلمة مرور جديدة.
email = عنوان البريد الإلكتروني
forgot-send = إرسال الرابط
forgot-sent-title = تحقق من بريدك الإلكتروني
forgot-sent-lead = إذا كان هناك حساب بهذا العنوان، فستصلك رسالة فيها رابط. قد يستغرق ذلك بضع دقائق؛ ابحث أيضًا في البريد غير المرغوب فيه.

reset-title = تعيين كلمة مرور جديدة
reset-lead = بعد ذلك تسجّل الدخول بكلمة المرور الجديدة.
reset-lead-known = كلمة المرور التي سجّلت الدخول بها معروفة للجميع. عيّن كلمة مرور خاصة بك للمتابعة.
new-password = كلمة المرور الجديدة
new-password-hint = { $count ->
    [one] حرف واحد على الأقل.
    [two] حرفان على الأقل.
    [few] { $count } أحرف على الأقل.
    [many] { $count } حرفًا على الأقل.
   *[other] { $count } حرف على الأقل.
}
confirm-password = كلمة المرور الجديدة مرة أخرى
reset-save = حفظ كلمة المرور الجديدة
reset-done-title = تم تغيير كلمة مرورك
reset-done-lead = يمكنك الآن تسجيل الدخول بكلمة المرور الجديدة.

letter-subject = كلمة مرورك الجديدة
letter-asked = طلب شخص ما، نأمل أن تكون أنت، كلمة مرور جديدة في { $name }.
letter-link = لتعيين كلمة مرور، افتح هذا الرابط خلال نصف ساعة. يعمل الرابط مرة واحدة.
letter-ignore = إن لم تكن أنت من طلب ذلك، فلا تفعل شيئًا: ستبقى كلمة مرورك كما هي.

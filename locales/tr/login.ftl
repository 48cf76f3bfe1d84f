# The login view: every text of its pages.

login-title = Oturum açın
login-lead = Kullanıcı adınızı ve parolanızı girin.
login-lead-client = Devam etmek için kullanıcı adınızı ve parolanızı girin: { $name }.
user-name = Kullanıcı adı
password = Parola
user-type = Oturum açma türüm
remember = Bu cihazda oturumum açık kalsın
sign-in = Oturum aç
signing-in = Oturumunuz açılıyor…
show-password = Parolayı göster
caps-lock = Caps Lock açık.

start-title = Uygulamanızdan başlayın
start-lead = Bu sayfa tek başına çalışmaz. Kullanmak istediğiniz uygulamayı açın ve orada “Oturum aç” seçeneğini kullanın.
start-link = Uygulamaya git

script-title = Bu sayfa JavaScript gerektirir
script-lead = Uygulamanızın isteğini forma o taşır. Bu site için JavaScript’e izin verin veya uygulamanızda başka bir tarayıcıyla yeniden başlayın.

language = Dil
privacy = Gizlilik
terms = Koşullar
help = Yardım
support = Destek

error-title = Oturum açılamadı
error-title-not-found = Sayfa bulunamadı
error-title-request = Bu istek burada çalışmaz
error-restart = Oturum açmaya dön
error-restart-application = Uygulamaya dön
error-more = Bu hata hakkında daha fazla bilgi
error-details = Destek için ayrıntılar
error-code = Hata
error-reference = Başvuru numarası
error-time = Saat
error-reference-hint = Bu durum sürerse destek ekibinize bu numarayı bildirin.
copy = Kopyala
copied = Kopyalandı

problem-access-denied = Erişim verilmedi. İstediğiniz bu değilse yeniden oturum açın.
problem-bad-request = Uygulama, kullanamayacağımız bir istek gönderdi. Uygulamaya dönüp yeniden başlayın.
problem-expired = Bu oturum açma işlemi çok uzun sürdü veya daha önce kullanıldı. Lütfen yeniden başlayın.
problem-generic = Oturumunuz açılırken bir sorun oluştu. Lütfen yeniden deneyin.
problem-invalid-credentials = Kullanıcı adı veya parola doğru değil. Lütfen ikisini de kontrol edip yeniden deneyin.
problem-login-required = Oturumunuz açık değil. Devam etmek için lütfen oturum açın.
problem-method = Bu adres bu tür istekleri kabul etmez.
problem-not-found = Bu adreste bir sayfa yok. Bağlantıyı kontrol edin veya uygulamanızdan başlayın.
problem-sign-in-failed = Oturumunuzu açamadık. Kullanıcı adı veya parola yanlış olabilir.
problem-throttled = Çok fazla deneme yapıldı. Lütfen biraz bekleyip yeniden deneyin.
problem-attempts = Çok fazla deneme yapıldı.
problem-unauthorized-client = Bu uygulamanın burada oturumunuzu açma izni yok. Lütfen uygulamayı işletene bildirin.
problem-unavailable = Şu anda oturum açılamıyor. Lütfen birkaç dakika sonra yeniden deneyin.
problem-missing-state = Bu sayfa tek başına çalışmaz. Uygulamadan yeniden başlayın.
problem-expired-form = Bu form çok uzun süre açık kaldı. Lütfen bir kez daha doldurun.
problem-user-code = Böyle bir kod yok. Cihazınızda gösterilen kodu kontrol edip bir kez daha girin.
problem-email = Bu bir e-posta adresine benzemiyor. Lütfen kontrol edin.
problem-password-mismatch = İki parola aynı değil. Lütfen ikisini de yeniden yazın.
problem-password-short = Bu parola çok kısa. Lütfen daha uzun bir parola seçin.
problem-password-refused = Bu parola kullanılamaz. Lütfen başka bir parola seçin.
problem-reset-link = Bu bağlantı daha önce kullanıldı veya çok eski. Yeni bir bağlantı isteyin.

try-again-in = Yeniden denemek için kalan süre: { $name }.
try-again-now = Şimdi yeniden deneyebilirsiniz.
expires-in = { $count ->
    [one] Karar vermek için { $count } dakikanız var.
   *[other] Karar vermek için { $count } dakikanız var.
}
expires-soon = Bir dakikadan az kaldı.
expired = Süre doldu. Lütfen yeniden başlayın.

continue = Devam
working = Bir dakika…
login-lead-name = Kullanıcı adınızı girin.
login-lead-name-client = Devam etmek için kullanıcı adınızı girin: { $name }.
login-lead-password = Parolanızı girin.
other-name = Başka bir kullanıcı adı kullan
forgot-link = Parolanızı mı unuttunuz?
alternative = veya
continue-with = { $name } ile devam et

signed-in-as = Oturum açan: { $name }
consent-title = Erişime izin verilsin mi?
consent-lead = { $name } hesabınıza erişmek istiyor. Nelere erişeceğini siz seçersiniz.
consent-lead-all = { $name } hesabınıza erişmek istiyor.
consent-about-you = Hakkınızda
consent-access = Erişim
consent-audience = Kullanılacağı yer
consent-remember = Bu uygulama için bir daha sorma
consent-returns = Döneceğiniz adres: { $name }
application-privacy = Gizlilik politikası: { $name }
application-terms = Koşullar: { $name }
allow = İzin ver
deny = Reddet
scope-openid = Hangi hesabın sizin olduğunu bilmek
scope-profile = Adınızı ve profilinizi görmek
scope-email = E-posta adresinizi görmek
scope-address = Posta adresinizi görmek
scope-phone = Telefon numaranızı görmek
scope-offline = Siz yokken de bu erişimi korumak

device-title = Cihaz bağlayın
device-lead = Cihazınızda gösterilen kodu girin.
user-code = Kod
user-code-hint = Boşluklar, kısa çizgiler ve küçük harfler önemli değildir.
device-confirm-title = Bu sizin cihazınız mı?
device-confirm-lead = Yalnızca şu kodu gösteriyorsa bağlayın:
device-confirm-client = Bu cihazdaki { $name } hesabınıza erişmek istiyor:
device-confirm-warning = Bu kodu size başka biri mi gönderdi? O zaman “Reddet” seçeneğini kullanın.
connect = Bağla
device-done-title = Cihazınız bağlandı
device-done-lead = Bu pencereyi kapatıp orada devam edebilirsiniz.
device-done-client = Bu pencereyi kapatıp şurada devam edebilirsiniz: { $name }.
device-denied-title = Cihaz bağlanmadı
device-denied-lead = Erişimi reddettiniz. Bu pencereyi kapatabilirsiniz.
device-expired-title = Bu kod artık geçerli değil
device-expired-lead = Cihazınızda yeniden başlayın ve yeni kodu buraya girin.
device-again = Başka bir kod gir

logout-title = Oturum kapatılsın mı?
logout-lead = Oturumunuzu şimdi kapatmak istiyor musunuz?
logout-lead-client = { $name } oturumunuzu kapatmak istiyor.
sign-out = Oturumu kapat
stay = Oturum açık kalsın
signed-out-title = Oturumunuz kapandı
signed-out-lead = Bu pencereyi kapatabilirsiniz. Bu cihazı paylaşıyorsanız tarayıcıyı da kapatın.
stayed-title = Oturumunuz hâlâ açık
stayed-lead = Hiçbir şey değişmedi. Bu pencereyi kapatabilirsiniz.

forgot-title = Parolanızı sıfırlayın
forgot-lead = Hesabınızın e-posta adresini girin; yeni bir parola belirlemeniz için size bir bağlantı gönderelim.
email = E-posta adresi
forgot-send = Bağlantıyı gönder
forgot-sent-title = E-postanıza bakın
forgot-sent-lead = Bu adrese sahip bir hesap varsa bağlantı içeren bir ileti yolda. Birkaç dakika sürebilir; istenmeyen postalara da bakın.

reset-title = Yeni bir parola belirleyin
reset-lead = Bundan sonra yeni parolayla oturum açarsınız.
reset-lead-known = Oturum açtığınız parolayı herkes biliyor. Devam etmek için kendi parolanızı belirleyin.
new-password = Yeni parola
new-password-hint = { $count ->
    [one] En az { $count } karakter.
   *[other] En az { $count } karakter.
}
confirm-password = Yeni parola, bir kez daha
reset-save = Yeni parolayı kaydet
reset-done-title = Parolanız değişti
reset-done-lead = Şimdi yeni parolayla oturum açabilirsiniz.

letter-subject = Yeni parolanız
letter-asked = Birisi, umarız siz, { $name } için yeni bir parola istedi.
letter-link = Belirlemek için bu bağlantıyı yarım saat içinde açın. Bağlantı bir kez çalışır.
letter-ignore = Siz değilseniz hiçbir şey yapmayın: parolanız olduğu gibi kalır.

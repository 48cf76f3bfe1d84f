# The login view: every text of its pages.

login-title = Přihlášení
login-lead = Zadejte uživatelské jméno a heslo.
login-lead-client = Zadejte uživatelské jméno a heslo a pokračujte do { $name }.
user-name = Uživatelské jméno
password = Heslo
user-type = Přihlašuji se jako
remember = Zůstat na tomto zařízení přihlášen
sign-in = Přihlásit se
signing-in = Přihlašujeme vás…
show-password = Zobrazit heslo
caps-lock = Caps Lock je zapnutý.

start-title = Začněte ve své aplikaci
start-lead = Tato stránka samostatně nefunguje. Otevřete aplikaci, kterou chcete použít, a zvolte v ní „Přihlásit se“.
start-link = Přejít do aplikace

script-title = Tato stránka potřebuje JavaScript
script-lead = Přenáší požadavek vaší aplikace do formuláře. Povolte pro tento web JavaScript nebo začněte znovu v aplikaci v jiném prohlížeči.

language = Jazyk
privacy = Soukromí
terms = Podmínky
help = Nápověda
support = Podpora

error-title = Přihlášení se nezdařilo
error-title-not-found = Stránka nenalezena
error-title-request = Tento požadavek zde nefunguje
error-restart = Zpět k přihlášení
error-restart-application = Zpět do aplikace
error-more = Více o této chybě
error-details = Podrobnosti pro podporu
error-code = Chyba
error-reference = Označení
error-time = Čas
error-reference-hint = Pokud se to opakuje, sdělte toto označení své podpoře.
copy = Kopírovat
copied = Zkopírováno

problem-access-denied = Přístup nebyl povolen. Pokud jste to nechtěli, přihlaste se znovu.
problem-bad-request = Aplikace poslala požadavek, který nemůžeme použít. Vraťte se do aplikace a začněte znovu.
problem-expired = Toto přihlášení trvalo příliš dlouho nebo už bylo použito. Začněte znovu.
problem-generic = Při přihlašování se něco pokazilo. Zkuste to znovu.
problem-invalid-credentials = Uživatelské jméno nebo heslo není správné. Zkontrolujte obojí a zkuste to znovu.
problem-login-required = Nejste přihlášeni. Pokračujte přihlášením.
problem-method = Tato adresa takový požadavek nepřijímá.
problem-not-found = Na této adrese není žádná stránka. Zkontrolujte odkaz nebo začněte ve své aplikaci.
problem-sign-in-failed = Nepodařilo se vás přihlásit. Uživatelské jméno nebo heslo může být nesprávné.
problem-throttled = Příliš mnoho pokusů. Chvíli počkejte a zkuste to znovu.
problem-attempts = Příliš mnoho pokusů.
problem-unauthorized-client = Tato aplikace vás zde nesmí přihlásit. Řekněte to tomu, kdo ji spravuje.
problem-unavailable = Přihlášení teď není možné. Zkuste to znovu za několik minut.
problem-missing-state = Tato stránka samostatně nefunguje. Začněte znovu v aplikaci.
problem-expired-form = Tento formulář byl otevřený příliš dlouho. Vyplňte ho ještě jednou.
problem-user-code = Takový kód neexistuje. Podívejte se, co ukazuje zařízení, a zadejte kód ještě jednou.
problem-email = To nevypadá jako e-mailová adresa. Zkontrolujte ji.
problem-password-mismatch = Hesla se neshodují. Zadejte obě ještě jednou.
problem-password-short = Toto heslo je příliš krátké. Zvolte delší.
problem-password-refused = Toto heslo nelze použít. Zvolte jiné.
problem-reset-link = Tento odkaz už byl použit nebo je příliš starý. Požádejte o nový.

try-again-in = Znovu to můžete zkusit za { $name }.
try-again-now = Teď to můžete zkusit znovu.
expires-in = { $count ->
    [one] Na rozhodnutí máte { $count } minutu.
    [few] Na rozhodnutí máte { $count } minuty.
    [many] Na rozhodnutí máte { $count } minuty.
   *[other] Na rozhodnutí máte { $count } minut.
}
expires-soon = Zbývá méně než minuta.
expired = Čas vypršel. Začněte znovu.

continue = Pokračovat
working = Okamžik…
login-lead-name = Zadejte uživatelské jméno.
login-lead-name-client = Zadejte uživatelské jméno a pokračujte do { $name }.
login-lead-password = Zadejte heslo.
other-name = Použít jiné uživatelské jméno
forgot-link = Zapomněli jste heslo?
alternative = nebo
continue-with = Pokračovat přes { $name }

signed-in-as = Přihlášen jako { $name }
consent-title = Povolit přístup?
consent-lead = { $name } žádá o přístup k vašemu účtu. Vyberte, k čemu.
consent-lead-all = { $name } žádá o přístup k vašemu účtu.
consent-about-you = O vás
consent-access = Přístup
consent-audience = K použití u
consent-remember = U této aplikace se už neptat
consent-returns = Vrátíte se do { $name }
application-privacy = Zásady ochrany soukromí { $name }
application-terms = Podmínky { $name }
allow = Povolit
deny = Odmítnout
scope-openid = Vědět, který účet je váš
scope-profile = Vidět vaše jméno a profil
scope-email = Vidět vaši e-mailovou adresu
scope-address = Vidět vaši poštovní adresu
scope-phone = Vidět vaše telefonní číslo
scope-offline = Zachovat tento přístup, když tu nejste

device-title = Připojit zařízení
device-lead = Zadejte kód, který ukazuje vaše zařízení.
user-code = Kód
user-code-hint = Na mezerách, pomlčkách a malých písmenech nezáleží.
device-confirm-title = Je to vaše zařízení?
device-confirm-lead = Připojte ho, jen pokud ukazuje tento kód:
device-confirm-client = { $name } na tomto zařízení žádá o přístup k vašemu účtu:
device-confirm-warning = Poslal vám tento kód někdo jiný? Pak zvolte „Odmítnout“.
connect = Připojit
device-done-title = Vaše zařízení je připojeno
device-done-lead = Toto okno můžete zavřít a pokračovat tam.
device-done-client = Toto okno můžete zavřít a pokračovat v { $name }.
device-denied-title = Zařízení není připojeno
device-denied-lead = Odmítli jste mu přístup. Toto okno můžete zavřít.
device-expired-title = Tento kód už neplatí
device-expired-lead = Začněte na zařízení znovu a zadejte sem nový kód.
device-again = Zadat jiný kód

logout-title = Odhlásit se?
logout-lead = Chcete se teď odhlásit?
logout-lead-client = { $name } žádá o vaše odhlášení.
sign-out = Odhlásit se
stay = Zůstat přihlášen
signed-out-title = Jste odhlášeni
signed-out-lead = Toto okno můžete zavřít. Pokud zařízení sdílíte, zavřete i prohlížeč.
stayed-title = Jste stále přihlášeni
stayed-lead = Nic se nezměnilo. Toto okno můžete zavřít.

forgot-title = Obnovení hesla
forgot-lead = Zadejte e-mailovou adresu svého účtu a pošleme vám odkaz k nastavení nového hesla.
email = E-mailová adresa
forgot-send = Poslat odkaz
forgot-sent-title = Podívejte se do e-mailu
forgot-sent-lead = Pokud existuje účet s touto adresou, je zpráva s odkazem na cestě. Může to trvat několik minut; podívejte se i do nevyžádané pošty.

reset-title = Nastavit nové heslo
reset-lead = Od té chvíle se přihlašujete novým.
reset-lead-known = Heslo, kterým jste se přihlásili, zná každý. Chcete-li pokračovat, nastavte si vlastní.
new-password = Nové heslo
new-password-hint = { $count ->
    [one] Alespoň { $count } znak.
    [few] Alespoň { $count } znaky.
    [many] Alespoň { $count } znaku.
   *[other] Alespoň { $count } znaků.
}
confirm-password = Nové heslo ještě jednou
reset-save = Uložit nové heslo
reset-done-title = Vaše heslo bylo změněno
reset-done-lead = Teď se můžete přihlásit novým.

letter-subject = Vaše nové heslo
letter-asked = Někdo, doufejme vy, požádal na { $name } o nové heslo.
letter-link = Chcete-li si ho nastavit, otevřete do půl hodiny tento odkaz. Funguje jednou.
letter-ignore = Pokud jste to nebyli vy, nedělejte nic: vaše heslo zůstane, jaké je.

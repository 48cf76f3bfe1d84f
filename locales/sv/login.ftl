# The login view: every text of its pages.

login-title = Logga in
login-lead = Ange ditt användarnamn och lösenord.
login-lead-client = Ange ditt användarnamn och lösenord för att fortsätta till { $name }.
user-name = Användarnamn
password = Lösenord
user-type = Jag loggar in som
remember = Håll mig inloggad på den här enheten
sign-in = Logga in
signing-in = Du loggas in…
show-password = Visa lösenordet
caps-lock = Caps Lock är på.

start-title = Börja i ditt program
start-lead = Den här sidan fungerar inte på egen hand. Öppna programmet som du vill använda och välj ”Logga in” där.
start-link = Gå till programmet

script-title = Den här sidan behöver JavaScript
script-lead = Det för över programmets begäran till formuläret. Tillåt JavaScript för den här webbplatsen, eller börja om i programmet i en annan webbläsare.

language = Språk
privacy = Integritet
terms = Villkor
help = Hjälp
support = Support

error-title = Inloggningen misslyckades
error-title-not-found = Sidan hittades inte
error-title-request = Den begäran fungerar inte här
error-restart = Tillbaka till inloggningen
error-restart-application = Tillbaka till programmet
error-more = Mer om det här felet
error-details = Uppgifter för supporten
error-code = Fel
error-reference = Referens
error-time = Tid
error-reference-hint = Om det händer igen, ge den här referensen till din support.
copy = Kopiera
copied = Kopierat

problem-access-denied = Åtkomst gavs inte. Var det inte meningen, logga in igen.
problem-bad-request = Programmet skickade en begäran som vi inte kan använda. Gå tillbaka till programmet och börja om.
problem-expired = Den här inloggningen tog för lång tid eller har redan använts. Börja om.
problem-generic = Något gick fel vid inloggningen. Försök igen.
problem-invalid-credentials = Användarnamnet eller lösenordet stämmer inte. Kontrollera båda och försök igen.
problem-login-required = Du är inte inloggad. Logga in för att fortsätta.
problem-method = Den här adressen tar inte emot en sådan begäran.
problem-not-found = Det finns ingen sida på den här adressen. Kontrollera länken eller börja i ditt program.
problem-sign-in-failed = Vi kunde inte logga in dig. Användarnamnet eller lösenordet kan vara fel.
problem-throttled = För många försök. Vänta lite och försök igen.
problem-attempts = För många försök.
problem-unauthorized-client = Det här programmet får inte logga in dig här. Säg till den som ansvarar för det.
problem-unavailable = Det går inte att logga in just nu. Försök igen om några minuter.
problem-missing-state = Den här sidan fungerar inte på egen hand. Börja om i programmet.
problem-expired-form = Formuläret har varit öppet för länge. Fyll i det en gång till.
problem-user-code = Den koden finns inte. Kontrollera vad din enhet visar och ange koden en gång till.
problem-email = Det ser inte ut som en e-postadress. Kontrollera den.
problem-password-mismatch = Lösenorden är inte lika. Skriv båda en gång till.
problem-password-short = Lösenordet är för kort. Välj ett längre.
problem-password-refused = Lösenordet kan inte användas. Välj ett annat.
problem-reset-link = Länken har redan använts eller är för gammal. Be om en ny.

try-again-in = Du kan försöka igen om { $name }.
try-again-now = Du kan försöka igen nu.
expires-in = { $count ->
    [one] Du har { $count } minut på dig att bestämma dig.
   *[other] Du har { $count } minuter på dig att bestämma dig.
}
expires-soon = Mindre än en minut återstår.
expired = Tiden är ute. Börja om.

continue = Fortsätt
working = Ett ögonblick…
login-lead-name = Ange ditt användarnamn.
login-lead-name-client = Ange ditt användarnamn för att fortsätta till { $name }.
login-lead-password = Ange ditt lösenord.
other-name = Använd ett annat användarnamn
forgot-link = Glömt lösenordet?
alternative = eller
continue-with = Fortsätt med { $name }

signed-in-as = Inloggad som { $name }
consent-title = Tillåta åtkomst?
consent-lead = { $name } ber om åtkomst till ditt konto. Du väljer till vad.
consent-lead-all = { $name } ber om åtkomst till ditt konto.
consent-about-you = Om dig
consent-access = Åtkomst
consent-audience = För användning hos
consent-remember = Fråga inte mer för det här programmet
consent-returns = Du återvänder till { $name }
application-privacy = Integritetspolicy för { $name }
application-terms = Villkor för { $name }
allow = Tillåt
deny = Neka
scope-openid = Veta vilket konto som är ditt
scope-profile = Se ditt namn och din profil
scope-email = Se din e-postadress
scope-address = Se din postadress
scope-phone = Se ditt telefonnummer
scope-offline = Behålla åtkomsten när du inte är här

device-title = Anslut en enhet
device-lead = Ange koden som din enhet visar.
user-code = Kod
user-code-hint = Mellanslag, bindestreck och små bokstäver spelar ingen roll.
device-confirm-title = Är det här din enhet?
device-confirm-lead = Anslut den bara om den visar den här koden:
device-confirm-client = { $name } på den här enheten ber om åtkomst till ditt konto:
device-confirm-warning = Har någon annan skickat dig koden? Välj då ”Neka”.
connect = Anslut
device-done-title = Din enhet är ansluten
device-done-lead = Du kan stänga fönstret och fortsätta där.
device-done-client = Du kan stänga fönstret och fortsätta i { $name }.
device-denied-title = Enheten är inte ansluten
device-denied-lead = Du nekade den åtkomst. Du kan stänga fönstret.
device-expired-title = Koden gäller inte längre
device-expired-lead = Börja om på din enhet och ange den nya koden här.
device-again = Ange en annan kod

logout-title = Logga ut?
logout-lead = Vill du logga ut nu?
logout-lead-client = { $name } ber att få logga ut dig.
sign-out = Logga ut
stay = Stanna kvar
signed-out-title = Du är utloggad
signed-out-lead = Du kan stänga fönstret. Delar du den här enheten, stäng webbläsaren också.
stayed-title = Du är fortfarande inloggad
stayed-lead = Inget har ändrats. Du kan stänga fönstret.

forgot-title = Återställ ditt lösenord
forgot-lead = Ange e-postadressen för ditt konto, så skickar vi en länk för att välja ett nytt lösenord.
email = E-postadress
forgot-send = Skicka länken
forgot-sent-title = Titta i din e-post
forgot-sent-lead = Om det finns ett konto med den adressen är ett meddelande med en länk på väg. Det kan ta några minuter; titta bland skräpposten också.

reset-title = Välj ett nytt lösenord
reset-lead = Sedan loggar du in med det nya.
reset-lead-known = Alla känner till lösenordet som du loggade in med. Välj ett eget för att fortsätta.
new-password = Nytt lösenord
new-password-hint = { $count ->
    [one] Minst { $count } tecken.
   *[other] Minst { $count } tecken.
}
confirm-password = Nytt lösenord en gång till
reset-save = Spara det nya lösenordet
reset-done-title = Ditt lösenord är ändrat
reset-done-lead = Du kan logga in med det nya nu.

letter-subject = Ditt nya lösenord
letter-asked = Någon, förhoppningsvis du, har bett om ett nytt lösenord på { $name }.
letter-link = Öppna den här länken inom en halvtimme för att välja ett. Den fungerar en gång.
letter-ignore = Om det inte var du behöver du inte göra något: ditt lösenord förblir som det är.

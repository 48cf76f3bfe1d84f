# The login view: every text of its pages.

login-title = Kirjaudu sisään
login-lead = Anna käyttäjätunnuksesi ja salasanasi.
login-lead-client = Anna käyttäjätunnuksesi ja salasanasi, niin pääset jatkamaan: { $name }.
user-name = Käyttäjätunnus
password = Salasana
user-type = Kirjaudun käyttäjänä
remember = Pidä minut kirjautuneena tällä laitteella
sign-in = Kirjaudu sisään
signing-in = Kirjaudutaan…
show-password = Näytä salasana
caps-lock = Caps Lock on päällä.

start-title = Aloita sovelluksestasi
start-lead = Tämä sivu ei toimi yksinään. Avaa sovellus, jota haluat käyttää, ja valitse siellä ”Kirjaudu sisään”.
start-link = Siirry sovellukseen

script-title = Tämä sivu tarvitsee JavaScriptin
script-lead = Se vie sovelluksesi pyynnön lomakkeelle. Salli JavaScript tälle sivustolle tai aloita sovelluksesta uudelleen toisella selaimella.

language = Kieli
privacy = Tietosuoja
terms = Ehdot
help = Ohje
support = Tuki

error-title = Kirjautuminen ei onnistunut
error-title-not-found = Sivua ei löytynyt
error-title-request = Tämä pyyntö ei toimi täällä
error-restart = Takaisin kirjautumiseen
error-restart-application = Takaisin sovellukseen
error-more = Lisää tästä virheestä
error-details = Tiedot tukea varten
error-code = Virhe
error-reference = Viite
error-time = Aika
error-reference-hint = Jos tämä toistuu, kerro tämä viite tuellesi.
copy = Kopioi
copied = Kopioitu

problem-access-denied = Pääsyä ei myönnetty. Jos et tarkoittanut tätä, kirjaudu uudelleen.
problem-bad-request = Sovellus lähetti pyynnön, jota emme voi käyttää. Palaa sovellukseen ja aloita alusta.
problem-expired = Tämä kirjautuminen kesti liian kauan tai on jo käytetty. Aloita alusta.
problem-generic = Kirjautumisessa meni jotain vikaan. Yritä uudelleen.
problem-invalid-credentials = Käyttäjätunnus tai salasana ei ole oikein. Tarkista molemmat ja yritä uudelleen.
problem-login-required = Et ole kirjautunut sisään. Kirjaudu jatkaaksesi.
problem-method = Tämä osoite ei ota vastaan sellaista pyyntöä.
problem-not-found = Tässä osoitteessa ei ole sivua. Tarkista linkki tai aloita sovelluksestasi.
problem-sign-in-failed = Kirjautuminen ei onnistunut. Käyttäjätunnus tai salasana voi olla väärin.
problem-throttled = Liian monta yritystä. Odota hetki ja yritä uudelleen.
problem-attempts = Liian monta yritystä.
problem-unauthorized-client = Tämä sovellus ei saa kirjata sinua sisään täällä. Kerro siitä sovelluksen ylläpitäjälle.
problem-unavailable = Kirjautuminen ei ole juuri nyt mahdollista. Yritä uudelleen muutaman minuutin kuluttua.
problem-missing-state = Tämä sivu ei toimi yksinään. Aloita sovelluksesta uudelleen.
problem-expired-form = Lomake oli auki liian kauan. Täytä se vielä kerran.
problem-user-code = Sellaista koodia ei ole. Katso, mitä laitteesi näyttää, ja anna koodi vielä kerran.
problem-email = Tämä ei näytä sähköpostiosoitteelta. Tarkista se.
problem-password-mismatch = Salasanat eivät ole samat. Kirjoita molemmat vielä kerran.
problem-password-short = Salasana on liian lyhyt. Valitse pidempi.
problem-password-refused = Salasanaa ei voi käyttää. Valitse toinen.
problem-reset-link = Linkki on jo käytetty tai liian vanha. Pyydä uusi.

try-again-in = Voit yrittää uudelleen, kun on kulunut { $name }.
try-again-now = Voit yrittää nyt uudelleen.
expires-in = { $count ->
    [one] Sinulla on { $count } minuutti aikaa päättää.
   *[other] Sinulla on { $count } minuuttia aikaa päättää.
}
expires-soon = Aikaa on alle minuutti.
expired = Aika loppui. Aloita alusta.

continue = Jatka
working = Hetkinen…
login-lead-name = Anna käyttäjätunnuksesi.
login-lead-name-client = Anna käyttäjätunnuksesi, niin pääset jatkamaan: { $name }.
login-lead-password = Anna salasanasi.
other-name = Käytä toista käyttäjätunnusta
forgot-link = Unohditko salasanasi?
alternative = tai
continue-with = Jatka palvelulla { $name }

signed-in-as = Kirjautuneena: { $name }
consent-title = Sallitaanko pääsy?
consent-lead = { $name } pyytää pääsyä tiliisi. Sinä valitset mihin.
consent-lead-all = { $name } pyytää pääsyä tiliisi.
consent-about-you = Sinusta
consent-access = Pääsy
consent-audience = Käytettäväksi palvelussa
consent-remember = Älä kysy enää tästä sovelluksesta
consent-returns = Palaat osoitteeseen { $name }
application-privacy = Tietosuojaseloste: { $name }
application-terms = Ehdot: { $name }
allow = Salli
deny = Kiellä
scope-openid = Tietää, mikä tili on sinun
scope-profile = Nähdä nimesi ja profiilisi
scope-email = Nähdä sähköpostiosoitteesi
scope-address = Nähdä postiosoitteesi
scope-phone = Nähdä puhelinnumerosi
scope-offline = Säilyttää pääsy, kun olet poissa

device-title = Yhdistä laite
device-lead = Anna koodi, jonka laitteesi näyttää.
user-code = Koodi
user-code-hint = Välilyönneillä, tavuviivoilla ja pienillä kirjaimilla ei ole väliä.
device-confirm-title = Onko tämä sinun laitteesi?
device-confirm-lead = Yhdistä se vain, jos se näyttää tämän koodin:
device-confirm-client = { $name } tällä laitteella pyytää pääsyä tiliisi:
device-confirm-warning = Lähettikö joku muu sinulle koodin? Valitse silloin ”Kiellä”.
connect = Yhdistä
device-done-title = Laitteesi on yhdistetty
device-done-lead = Voit sulkea tämän ikkunan ja jatkaa siellä.
device-done-client = Voit sulkea tämän ikkunan ja jatkaa sovelluksessa { $name }.
device-denied-title = Laitetta ei ole yhdistetty
device-denied-lead = Kielsit siltä pääsyn. Voit sulkea tämän ikkunan.
device-expired-title = Koodi ei ole enää voimassa
device-expired-lead = Aloita laitteellasi uudelleen ja anna uusi koodi tähän.
device-again = Anna toinen koodi

logout-title = Kirjaudutaanko ulos?
logout-lead = Haluatko kirjautua ulos nyt?
logout-lead-client = { $name } pyytää kirjaamaan sinut ulos.
sign-out = Kirjaudu ulos
stay = Pysy kirjautuneena
signed-out-title = Olet kirjautunut ulos
signed-out-lead = Voit sulkea tämän ikkunan. Jos laite on yhteinen, sulje myös selain.
stayed-title = Olet yhä kirjautuneena
stayed-lead = Mikään ei muuttunut. Voit sulkea tämän ikkunan.

forgot-title = Vaihda unohtunut salasana
forgot-lead = Anna tilisi sähköpostiosoite, niin lähetämme linkin uuden salasanan asettamiseen.
email = Sähköpostiosoite
forgot-send = Lähetä linkki
forgot-sent-title = Katso sähköpostisi
forgot-sent-lead = Jos tällä osoitteella on tili, viesti ja linkki ovat matkalla. Siinä voi kestää muutama minuutti; katso myös roskapostista.

reset-title = Aseta uusi salasana
reset-lead = Sen jälkeen kirjaudut uudella.
reset-lead-known = Kaikki tietävät salasanan, jolla kirjauduit. Aseta oma, niin pääset jatkamaan.
new-password = Uusi salasana
new-password-hint = { $count ->
    [one] Vähintään { $count } merkki.
   *[other] Vähintään { $count } merkkiä.
}
confirm-password = Uusi salasana vielä kerran
reset-save = Tallenna uusi salasana
reset-done-title = Salasanasi on vaihdettu
reset-done-lead = Voit nyt kirjautua uudella.

letter-subject = Uusi salasanasi
letter-asked = Joku, toivottavasti sinä, pyysi uutta salasanaa palveluun { $name }.
letter-link = Aseta se avaamalla tämä linkki puolen tunnin kuluessa. Linkki toimii kerran.
letter-ignore = Jos se et ollut sinä, älä tee mitään: salasanasi pysyy ennallaan.

# The login view: every text of its pages.

login-title = Accedi
login-lead = Inserisci il nome utente e la password.
login-lead-client = Inserisci il nome utente e la password per continuare su { $name }.
user-name = Nome utente
password = Password
user-type = Accedo come
remember = Resta connesso su questo dispositivo
sign-in = Accedi
signing-in = Accesso in corso…
show-password = Mostra la password
caps-lock = Il blocco maiuscole è attivo.

start-title = Inizia dalla tua applicazione
start-lead = Questa pagina non funziona da sola. Apri l’applicazione che vuoi usare e scegli «Accedi».
start-link = Vai all’applicazione

script-title = Questa pagina ha bisogno di JavaScript
script-lead = Porta la richiesta della tua applicazione al modulo di accesso. Consenti JavaScript per questo sito o ricomincia dall’applicazione con un altro browser.

language = Lingua
privacy = Privacy
terms = Condizioni
help = Aiuto
support = Assistenza

error-title = Accesso non riuscito
error-title-not-found = Pagina non trovata
error-title-request = Questa richiesta qui non funziona
error-restart = Torna all’accesso
error-restart-application = Torna all’applicazione
error-more = Altro su questo errore
error-details = Dettagli per l’assistenza
error-code = Errore
error-reference = Riferimento
error-time = Ora
error-reference-hint = Se continua a succedere, comunica questo riferimento all’assistenza.
copy = Copia
copied = Copiato

problem-access-denied = L’accesso non è stato concesso. Se non era ciò che volevi, accedi di nuovo.
problem-bad-request = L’applicazione ha inviato una richiesta che non possiamo usare. Torna all’applicazione e ricomincia.
problem-expired = Questo accesso è durato troppo o è già stato usato. Ricomincia.
problem-generic = Qualcosa è andato storto durante l’accesso. Riprova.
problem-invalid-credentials = Il nome utente o la password non è corretto. Controllali entrambi e riprova.
problem-login-required = Non hai eseguito l’accesso. Accedi per continuare.
problem-method = Questo indirizzo non accetta quel tipo di richiesta.
problem-not-found = A questo indirizzo non c’è nessuna pagina. Controlla il link o inizia dalla tua applicazione.
problem-sign-in-failed = Non siamo riusciti a farti accedere. Il nome utente o la password potrebbe essere errato.
problem-throttled = Troppi tentativi. Aspetta un po’ e riprova.
problem-attempts = Troppi tentativi.
problem-unauthorized-client = Questa applicazione non è autorizzata a farti accedere qui. Avvisa chi la gestisce.
problem-unavailable = Al momento non è possibile accedere. Riprova tra qualche minuto.
problem-missing-state = Questa pagina non funziona da sola. Ricomincia dall’applicazione.
problem-expired-form = Questo modulo è rimasto aperto troppo a lungo. Compilalo di nuovo.
problem-user-code = Questo codice non esiste. Controlla che cosa mostra il dispositivo e inseriscilo di nuovo.
problem-email = Non sembra un indirizzo e-mail. Controllalo.
problem-password-mismatch = Le due password non sono uguali. Scrivile di nuovo.
problem-password-short = Questa password è troppo corta. Scegline una più lunga.
problem-password-refused = Questa password non si può usare. Scegline un’altra.
problem-reset-link = Questo link è già stato usato o è troppo vecchio. Chiedine uno nuovo.

try-again-in = Potrai riprovare tra { $name }.
try-again-now = Ora puoi riprovare.
expires-in = { $count ->
    [one] Hai { $count } minuto per decidere.
   *[other] Hai { $count } minuti per decidere.
}
expires-soon = Manca meno di un minuto.
expired = Il tempo è scaduto. Ricomincia.

continue = Continua
working = Un momento…
login-lead-name = Inserisci il nome utente.
login-lead-name-client = Inserisci il nome utente per continuare su { $name }.
login-lead-password = Inserisci la password.
other-name = Usa un altro nome utente
forgot-link = Password dimenticata?
alternative = oppure
continue-with = Continua con { $name }

signed-in-as = Accesso eseguito come { $name }
consent-title = Consentire l’accesso?
consent-lead = { $name } chiede l’accesso al tuo account. Scegli tu a che cosa.
consent-lead-all = { $name } chiede l’accesso al tuo account.
consent-about-you = Su di te
consent-access = Accesso
consent-audience = Da usare presso
consent-remember = Non chiedermelo più per questa applicazione
consent-returns = Tornerai a { $name }
application-privacy = Informativa sulla privacy di { $name }
application-terms = Condizioni di { $name }
allow = Consenti
deny = Rifiuta
scope-openid = Sapere qual è il tuo account
scope-profile = Vedere il tuo nome e il tuo profilo
scope-email = Vedere il tuo indirizzo e-mail
scope-address = Vedere il tuo indirizzo postale
scope-phone = Vedere il tuo numero di telefono
scope-offline = Mantenere questo accesso mentre non ci sei

device-title = Collega un dispositivo
device-lead = Inserisci il codice mostrato dal dispositivo.
user-code = Codice
user-code-hint = Spazi, trattini e minuscole non contano.
device-confirm-title = È il tuo dispositivo?
device-confirm-lead = Collegalo solo se mostra questo codice:
device-confirm-client = Su questo dispositivo { $name } chiede l’accesso al tuo account:
device-confirm-warning = Questo codice te l’ha mandato qualcun altro? Allora scegli «Rifiuta».
connect = Collega
device-done-title = Il dispositivo è collegato
device-done-lead = Puoi chiudere questa finestra e continuare lì.
device-done-client = Puoi chiudere questa finestra e continuare in { $name }.
device-denied-title = Il dispositivo non è collegato
device-denied-lead = Gli hai negato l’accesso. Puoi chiudere questa finestra.
device-expired-title = Questo codice non è più valido
device-expired-lead = Ricomincia sul dispositivo e inserisci qui il nuovo codice.
device-again = Inserisci un altro codice

logout-title = Uscire?
logout-lead = Vuoi uscire adesso?
logout-lead-client = { $name } chiede di farti uscire.
sign-out = Esci
stay = Resta connesso
signed-out-title = Sei uscito
signed-out-lead = Puoi chiudere questa finestra. Se condividi il dispositivo, chiudi anche il browser.
stayed-title = Sei ancora connesso
stayed-lead = Non è cambiato nulla. Puoi chiudere questa finestra.

forgot-title = Reimposta la password
forgot-lead = Inserisci l’indirizzo e-mail del tuo account e ti invieremo un link per impostare una nuova password.
email = Indirizzo e-mail
forgot-send = Invia il link
forgot-sent-title = Controlla la posta
forgot-sent-lead = Se esiste un account con questo indirizzo, un messaggio con un link è in arrivo. Può volerci qualche minuto; guarda anche nella posta indesiderata.

reset-title = Imposta una nuova password
reset-lead = D’ora in poi accederai con quella nuova.
reset-lead-known = Tutti conoscono la password con cui hai effettuato l’accesso. Impostane una tua per continuare.
new-password = Nuova password
new-password-hint = { $count ->
    [one] Almeno { $count } carattere.
   *[other] Almeno { $count } caratteri.
}
confirm-password = Nuova password, ancora una volta
reset-save = Salva la nuova password
reset-done-title = La password è cambiata
reset-done-lead = Ora puoi accedere con quella nuova.

letter-subject = La tua nuova password
letter-asked = Qualcuno, speriamo tu, ha chiesto una nuova password su { $name }.
letter-link = Per impostarla, apri questo link entro mezz’ora. Funziona una volta sola.
letter-ignore = Se non sei stato tu, non fare nulla: la tua password resta quella che è.

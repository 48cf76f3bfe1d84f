# The login view: every text of its pages.

login-title = Logowanie
login-lead = Podaj nazwę użytkownika i hasło.
login-lead-client = Podaj nazwę użytkownika i hasło, aby przejść do { $name }.
user-name = Nazwa użytkownika
password = Hasło
user-type = Loguję się jako
remember = Nie wylogowuj mnie na tym urządzeniu
sign-in = Zaloguj się
signing-in = Trwa logowanie…
show-password = Pokaż hasło
caps-lock = Caps Lock jest włączony.

start-title = Zacznij w swojej aplikacji
start-lead = Ta strona nie działa samodzielnie. Otwórz aplikację, której chcesz użyć, i wybierz w niej „Zaloguj się”.
start-link = Przejdź do aplikacji

script-title = Ta strona wymaga JavaScriptu
script-lead = Przenosi on żądanie aplikacji do formularza. Zezwól tej witrynie na JavaScript lub zacznij od nowa w aplikacji w innej przeglądarce.

language = Język
privacy = Prywatność
terms = Warunki
help = Pomoc
support = Wsparcie

error-title = Logowanie się nie powiodło
error-title-not-found = Nie znaleziono strony
error-title-request = To żądanie tutaj nie działa
error-restart = Wróć do logowania
error-restart-application = Wróć do aplikacji
error-more = Więcej o tym błędzie
error-details = Szczegóły dla wsparcia
error-code = Błąd
error-reference = Numer zgłoszenia
error-time = Czas
error-reference-hint = Jeśli to się powtarza, podaj ten numer swojemu zespołowi wsparcia.
copy = Kopiuj
copied = Skopiowano

problem-access-denied = Nie udzielono dostępu. Jeśli nie o to chodziło, zaloguj się ponownie.
problem-bad-request = Aplikacja wysłała żądanie, którego nie możemy użyć. Wróć do aplikacji i zacznij od nowa.
problem-expired = To logowanie trwało za długo lub zostało już użyte. Zacznij od nowa.
problem-generic = Podczas logowania coś poszło nie tak. Spróbuj ponownie.
problem-invalid-credentials = Nazwa użytkownika lub hasło jest nieprawidłowe. Sprawdź jedno i drugie i spróbuj ponownie.
problem-login-required = Nie jesteś zalogowany. Zaloguj się, aby kontynuować.
problem-method = Ten adres nie przyjmuje takich żądań.
problem-not-found = Pod tym adresem nie ma strony. Sprawdź link lub zacznij w swojej aplikacji.
problem-sign-in-failed = Nie udało się zalogować. Nazwa użytkownika lub hasło może być nieprawidłowe.
problem-throttled = Zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie.
problem-attempts = Zbyt wiele prób.
problem-unauthorized-client = Ta aplikacja nie może Cię tutaj zalogować. Powiadom osobę, która nią zarządza.
problem-unavailable = Logowanie jest teraz niemożliwe. Spróbuj ponownie za kilka minut.
problem-missing-state = Ta strona nie działa samodzielnie. Zacznij od nowa w aplikacji.
problem-expired-form = Ten formularz był otwarty zbyt długo. Wypełnij go jeszcze raz.
problem-user-code = Nie ma takiego kodu. Sprawdź, co pokazuje urządzenie, i wpisz kod jeszcze raz.
problem-email = To nie wygląda na adres e-mail. Sprawdź go.
problem-password-mismatch = Hasła nie są takie same. Wpisz oba jeszcze raz.
problem-password-short = To hasło jest za krótkie. Wybierz dłuższe.
problem-password-refused = Tego hasła nie można użyć. Wybierz inne.
problem-reset-link = Ten link został już użyty lub jest za stary. Poproś o nowy.

try-again-in = Możesz spróbować ponownie za { $name }.
try-again-now = Możesz już spróbować ponownie.
expires-in = { $count ->
    [one] Masz { $count } minutę na decyzję.
    [few] Masz { $count } minuty na decyzję.
    [many] Masz { $count } minut na decyzję.
   *[other] Masz { $count } minuty na decyzję.
}
expires-soon = Została mniej niż minuta.
expired = Czas minął. Zacznij od nowa.

continue = Dalej
working = Chwileczkę…
login-lead-name = Podaj nazwę użytkownika.
login-lead-name-client = Podaj nazwę użytkownika, aby przejść do { $name }.
login-lead-password = Podaj hasło.
other-name = Użyj innej nazwy użytkownika
forgot-link = Nie pamiętasz hasła?
alternative = lub
continue-with = Kontynuuj przez { $name }

signed-in-as = Zalogowano jako { $name }
consent-title = Zezwolić na dostęp?
consent-lead = { $name } prosi o dostęp do Twojego konta. Wybierasz, do czego.
consent-lead-all = { $name } prosi o dostęp do Twojego konta.
consent-about-you = O Tobie
consent-access = Dostęp
consent-audience = Do użycia w
consent-remember = Nie pytaj mnie więcej o tę aplikację
consent-returns = Wrócisz do { $name }
application-privacy = Polityka prywatności { $name }
application-terms = Warunki { $name }
allow = Zezwól
deny = Odmów
scope-openid = Wiedzieć, które konto jest Twoje
scope-profile = Widzieć Twoje imię i nazwisko oraz profil
scope-email = Widzieć Twój adres e-mail
scope-address = Widzieć Twój adres pocztowy
scope-phone = Widzieć Twój numer telefonu
scope-offline = Zachować ten dostęp pod Twoją nieobecność

device-title = Połącz urządzenie
device-lead = Wpisz kod, który pokazuje urządzenie.
user-code = Kod
user-code-hint = Spacje, łączniki i małe litery nie mają znaczenia.
device-confirm-title = Czy to Twoje urządzenie?
device-confirm-lead = Połącz je tylko, jeśli pokazuje ten kod:
device-confirm-client = { $name } na tym urządzeniu prosi o dostęp do Twojego konta:
device-confirm-warning = Ktoś inny przysłał Ci ten kod? Wybierz „Odmów”.
connect = Połącz
device-done-title = Twoje urządzenie jest połączone
device-done-lead = Możesz zamknąć to okno i kontynuować tam.
device-done-client = Możesz zamknąć to okno i kontynuować w { $name }.
device-denied-title = Urządzenie nie jest połączone
device-denied-lead = Odmówiono mu dostępu. Możesz zamknąć to okno.
device-expired-title = Ten kod nie jest już ważny
device-expired-lead = Zacznij od nowa na urządzeniu i wpisz tutaj nowy kod.
device-again = Wpisz inny kod

logout-title = Wylogować się?
logout-lead = Czy chcesz się teraz wylogować?
logout-lead-client = { $name } prosi o wylogowanie Cię.
sign-out = Wyloguj się
stay = Pozostań zalogowany
signed-out-title = Wylogowano
signed-out-lead = Możesz zamknąć to okno. Jeśli dzielisz to urządzenie z innymi, zamknij też przeglądarkę.
stayed-title = Nadal jesteś zalogowany
stayed-lead = Nic się nie zmieniło. Możesz zamknąć to okno.

forgot-title = Zresetuj hasło
forgot-lead = Podaj adres e-mail swojego konta, a wyślemy link do ustawienia nowego hasła.
email = Adres e-mail
forgot-send = Wyślij link
forgot-sent-title = Sprawdź pocztę
forgot-sent-lead = Jeśli istnieje konto z tym adresem, wiadomość z linkiem jest w drodze. Może to potrwać kilka minut; zajrzyj też do niechcianej poczty.

reset-title = Ustaw nowe hasło
reset-lead = Od tej chwili logujesz się nowym.
reset-lead-known = Hasło, którym się logujesz, zna każdy. Ustaw własne, aby kontynuować.
new-password = Nowe hasło
new-password-hint = { $count ->
    [one] Co najmniej { $count } znak.
    [few] Co najmniej { $count } znaki.
    [many] Co najmniej { $count } znaków.
   *[other] Co najmniej { $count } znaku.
}
confirm-password = Nowe hasło jeszcze raz
reset-save = Zapisz nowe hasło
reset-done-title = Hasło zostało zmienione
reset-done-lead = Możesz się teraz zalogować nowym.

letter-subject = Twoje nowe hasło
letter-asked = Ktoś, miejmy nadzieję, że Ty, poprosił o nowe hasło w { $name }.
letter-link = Aby je ustawić, otwórz ten link w ciągu pół godziny. Działa jeden raz.
letter-ignore = Jeśli to nie Ty, nic nie rób: hasło pozostanie takie, jakie jest.

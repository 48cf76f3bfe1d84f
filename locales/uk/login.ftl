# The login view: every text of its pages.

login-title = Вхід
login-lead = Введіть ім’я користувача та пароль.
login-lead-client = Введіть ім’я користувача та пароль, щоб продовжити: { $name }.
user-name = Ім’я користувача
password = Пароль
user-type = Я входжу як
remember = Не виходити на цьому пристрої
sign-in = Увійти
signing-in = Виконується вхід…
show-password = Показати пароль
caps-lock = Увімкнено Caps Lock.

start-title = Почніть у своєму застосунку
start-lead = Ця сторінка не працює сама по собі. Відкрийте потрібний застосунок і виберіть у ньому «Увійти».
start-link = Перейти до застосунку

script-title = Цій сторінці потрібен JavaScript
script-lead = Він передає запит застосунку у форму. Дозвольте JavaScript для цього сайту або почніть знову в застосунку в іншому браузері.

language = Мова
privacy = Конфіденційність
terms = Умови
help = Довідка
support = Підтримка

error-title = Увійти не вдалося
error-title-not-found = Сторінку не знайдено
error-title-request = Цей запит тут не працює
error-restart = Назад до входу
error-restart-application = Назад до застосунку
error-more = Докладніше про цю помилку
error-details = Відомості для підтримки
error-code = Помилка
error-reference = Номер звернення
error-time = Час
error-reference-hint = Якщо це повторюється, повідомте цей номер своїй службі підтримки.
copy = Копіювати
copied = Скопійовано

problem-access-denied = Доступ не надано. Якщо ви хотіли іншого, увійдіть ще раз.
problem-bad-request = Застосунок надіслав запит, який ми не можемо використати. Поверніться до застосунку й почніть знову.
problem-expired = Цей вхід тривав занадто довго або вже був використаний. Почніть знову.
problem-generic = Під час входу щось пішло не так. Спробуйте ще раз.
problem-invalid-credentials = Ім’я користувача або пароль неправильні. Перевірте обидва й спробуйте ще раз.
problem-login-required = Ви не увійшли. Увійдіть, щоб продовжити.
problem-method = Ця адреса не приймає таких запитів.
problem-not-found = За цією адресою немає сторінки. Перевірте посилання або почніть у своєму застосунку.
problem-sign-in-failed = Не вдалося виконати вхід. Можливо, ім’я користувача або пароль неправильні.
problem-throttled = Забагато спроб. Зачекайте трохи й спробуйте ще раз.
problem-attempts = Забагато спроб.
problem-unauthorized-client = Цьому застосунку не дозволено виконувати тут вхід. Повідомте того, хто за нього відповідає.
problem-unavailable = Зараз увійти неможливо. Спробуйте ще раз за кілька хвилин.
problem-missing-state = Ця сторінка не працює сама по собі. Почніть знову в застосунку.
problem-expired-form = Ця форма була відкрита занадто довго. Заповніть її ще раз.
problem-user-code = Такого коду немає. Подивіться, що показує пристрій, і введіть код ще раз.
problem-email = Це не схоже на адресу електронної пошти. Перевірте її.
problem-password-mismatch = Паролі не збігаються. Введіть обидва ще раз.
problem-password-short = Цей пароль закороткий. Виберіть довший.
problem-password-refused = Цей пароль використати не можна. Виберіть інший.
problem-reset-link = Це посилання вже використане або застаріле. Попросіть нове.

try-again-in = Повторити можна через { $name }.
try-again-now = Тепер можна повторити.
expires-in = { $count ->
    [one] У вас { $count } хвилина на рішення.
    [few] У вас { $count } хвилини на рішення.
    [many] У вас { $count } хвилин на рішення.
   *[other] У вас { $count } хвилини на рішення.
}
expires-soon = Залишилося менше хвилини.
expired = Час вийшов. Почніть знову.

continue = Продовжити
working = Хвилинку…
login-lead-name = Введіть ім’я користувача.
login-lead-name-client = Введіть ім’я користувача, щоб продовжити: { $name }.
login-lead-password = Введіть пароль.
other-name = Інше ім’я користувача
forgot-link = Забули пароль?
alternative = або
continue-with = Продовжити через { $name }

signed-in-as = Ви увійшли як { $name }
consent-title = Дозволити доступ?
consent-lead = { $name } запитує доступ до вашого облікового запису. Ви вибираєте, до чого.
consent-lead-all = { $name } запитує доступ до вашого облікового запису.
consent-about-you = Про вас
consent-access = Доступ
consent-audience = Для використання в
consent-remember = Більше не питати для цього застосунку
consent-returns = Ви повернетеся на { $name }
application-privacy = Політика конфіденційності: { $name }
application-terms = Умови: { $name }
allow = Дозволити
deny = Відмовити
scope-openid = Знати, який обліковий запис ваш
scope-profile = Бачити ваше ім’я та профіль
scope-email = Бачити вашу адресу електронної пошти
scope-address = Бачити вашу поштову адресу
scope-phone = Бачити ваш номер телефону
scope-offline = Зберігати цей доступ за вашої відсутності

device-title = Під’єднати пристрій
device-lead = Введіть код, який показує ваш пристрій.
user-code = Код
user-code-hint = Пробіли, дефіси та малі літери не мають значення.
device-confirm-title = Це ваш пристрій?
device-confirm-lead = Під’єднуйте його, лише якщо він показує цей код:
device-confirm-client = { $name } на цьому пристрої запитує доступ до вашого облікового запису:
device-confirm-warning = Код надіслав вам хтось інший? Тоді виберіть «Відмовити».
connect = Під’єднати
device-done-title = Ваш пристрій під’єднано
device-done-lead = Можна закрити це вікно й продовжити там.
device-done-client = Можна закрити це вікно й продовжити в { $name }.
device-denied-title = Пристрій не під’єднано
device-denied-lead = Ви відмовили йому в доступі. Це вікно можна закрити.
device-expired-title = Цей код більше не дійсний
device-expired-lead = Почніть знову на пристрої та введіть тут новий код.
device-again = Ввести інший код

logout-title = Вийти?
logout-lead = Ви хочете вийти зараз?
logout-lead-client = { $name } просить завершити ваш сеанс.
sign-out = Вийти
stay = Залишитися
signed-out-title = Ви вийшли
signed-out-lead = Це вікно можна закрити. Якщо пристроєм користуєтеся не лише ви, закрийте й браузер.
stayed-title = Ви залишилися в системі
stayed-lead = Нічого не змінилося. Це вікно можна закрити.

forgot-title = Скидання пароля
forgot-lead = Введіть адресу електронної пошти свого облікового запису, і ми надішлемо посилання для нового пароля.
email = Адреса електронної пошти
forgot-send = Надіслати посилання
forgot-sent-title = Перевірте пошту
forgot-sent-lead = Якщо обліковий запис із цією адресою є, лист із посиланням уже в дорозі. Це може тривати кілька хвилин; подивіться й у небажаній пошті.

reset-title = Задайте новий пароль
reset-lead = Після цього ви входитимете з ним.
reset-lead-known = Пароль, з яким ви увійшли, відомий усім. Щоб продовжити, задайте власний.
new-password = Новий пароль
new-password-hint = { $count ->
    [one] Щонайменше { $count } символ.
    [few] Щонайменше { $count } символи.
    [many] Щонайменше { $count } символів.
   *[other] Щонайменше { $count } символу.
}
confirm-password = Новий пароль ще раз
reset-save = Зберегти новий пароль
reset-done-title = Пароль змінено
reset-done-lead = Тепер можна увійти з новим.

letter-subject = Ваш новий пароль
letter-asked = Хтось, сподіваємося, ви, попросив новий пароль на { $name }.
letter-link = Щоб задати його, відкрийте це посилання протягом пів години. Воно діє один раз.
letter-ignore = Якщо це були не ви, нічого не робіть: пароль залишиться таким, як є.

# The login view: every text of its pages.

login-title = כניסה
login-lead = הזינו את שם המשתמש ואת הסיסמה.
login-lead-client = הזינו את שם המשתמש ואת הסיסמה כדי להמשיך אל { $name }.
user-name = שם משתמש
password = סיסמה
user-type = סוג הכניסה
remember = להשאיר אותי מחובר במכשיר הזה
sign-in = כניסה
signing-in = הכניסה מתבצעת…
show-password = הצגת הסיסמה
caps-lock = מקש Caps Lock פעיל.

start-title = התחילו ביישום שלכם
start-lead = הדף הזה לא פועל בפני עצמו. פתחו את היישום שבו ברצונכם להשתמש ובחרו בו „כניסה”.
start-link = מעבר ליישום

script-title = הדף הזה זקוק ל-JavaScript
script-lead = הוא מעביר את בקשת היישום אל הטופס. אפשרו JavaScript באתר הזה, או התחילו מחדש ביישום בדפדפן אחר.

language = שפה
privacy = פרטיות
terms = תנאים
help = עזרה
support = תמיכה

error-title = הכניסה לא הצליחה
error-title-not-found = הדף לא נמצא
error-title-request = הבקשה הזאת אינה פועלת כאן
error-restart = חזרה לכניסה
error-restart-application = חזרה ליישום
error-more = עוד על השגיאה הזאת
error-details = פרטים לתמיכה
error-code = שגיאה
error-reference = מספר פנייה
error-time = שעה
error-reference-hint = אם זה חוזר, מסרו את המספר הזה לצוות התמיכה.
copy = העתקה
copied = הועתק

problem-access-denied = הגישה לא אושרה. אם לא לזה התכוונתם, היכנסו שוב.
problem-bad-request = היישום שלח בקשה שאין באפשרותנו להשתמש בה. חזרו ליישום והתחילו מחדש.
problem-expired = הכניסה הזאת נמשכה זמן רב מדי או שכבר נעשה בה שימוש. התחילו מחדש.
problem-generic = משהו השתבש בכניסה. נסו שוב.
problem-invalid-credentials = שם המשתמש או הסיסמה אינם נכונים. בדקו את שניהם ונסו שוב.
problem-login-required = אינכם מחוברים. היכנסו כדי להמשיך.
problem-method = הכתובת הזאת אינה מקבלת בקשות מסוג זה.
problem-not-found = אין דף בכתובת הזאת. בדקו את הקישור או התחילו ביישום שלכם.
problem-sign-in-failed = לא הצלחנו להכניס אתכם. ייתכן ששם המשתמש או הסיסמה שגויים.
problem-throttled = יותר מדי ניסיונות. המתינו מעט ונסו שוב.
problem-attempts = יותר מדי ניסיונות.
problem-unauthorized-client = ליישום הזה אין הרשאה להכניס אתכם כאן. הודיעו למי שמפעיל אותו.
problem-unavailable = אי אפשר להיכנס כרגע. נסו שוב בעוד כמה דקות.
problem-missing-state = הדף הזה לא פועל בפני עצמו. התחילו מחדש ביישום.
problem-expired-form = הטופס היה פתוח זמן רב מדי. מלאו אותו שוב.
problem-user-code = אין קוד כזה. בדקו מה מוצג במכשיר והזינו את הקוד שוב.
problem-email = זה לא נראה כמו כתובת דואר אלקטרוני. בדקו אותה.
problem-password-mismatch = הסיסמאות אינן זהות. הקלידו את שתיהן שוב.
problem-password-short = הסיסמה קצרה מדי. בחרו סיסמה ארוכה יותר.
problem-password-refused = אי אפשר להשתמש בסיסמה הזאת. בחרו אחרת.
problem-reset-link = הקישור כבר נוצל או שהוא ישן מדי. בקשו קישור חדש.

try-again-in = אפשר לנסות שוב בעוד { $name }.
try-again-now = אפשר לנסות שוב עכשיו.
expires-in = { $count ->
    [one] נותרה לכם דקה אחת להחליט.
    [two] נותרו לכם { $count } דקות להחליט.
   *[other] נותרו לכם { $count } דקות להחליט.
}
expires-soon = נותרה פחות מדקה.
expired = הזמן נגמר. התחילו מחדש.

continue = המשך
working = רק רגע…
login-lead-name = הזינו את שם המשתמש.
login-lead-name-client = הזינו את שם המשתמש כדי להמשיך אל { $name }.
login-lead-password = הזינו את הסיסמה.
other-name = שימוש בשם משתמש אחר
forgot-link = שכחתם את הסיסמה?
alternative = או
continue-with = המשך באמצעות { $name }

signed-in-as = מחובר בשם { $name }
consent-title = לאשר גישה?
consent-lead = { $name } מבקש גישה לחשבון שלכם. אתם בוחרים למה.
consent-lead-all = { $name } מבקש גישה לחשבון שלכם.
consent-about-you = עליכם
consent-access = גישה
consent-audience = לשימוש אצל
consent-remember = לא לשאול שוב עבור היישום הזה
consent-returns = תחזרו אל { $name }
application-privacy = מדיניות הפרטיות של { $name }
application-terms = התנאים של { $name }
allow = אישור
deny = דחייה
scope-openid = לדעת איזה חשבון הוא שלכם
scope-profile = לראות את השם והפרופיל שלכם
scope-email = לראות את כתובת הדואר האלקטרוני שלכם
scope-address = לראות את הכתובת שלכם
scope-phone = לראות את מספר הטלפון שלכם
scope-offline = לשמור על הגישה כשאינכם כאן

device-title = חיבור מכשיר
device-lead = הזינו את הקוד שמוצג במכשיר.
user-code = קוד
user-code-hint = רווחים, מקפים ואותיות קטנות אינם משנים.
device-confirm-title = זה המכשיר שלכם?
device-confirm-lead = חברו אותו רק אם מוצג בו הקוד הזה:
device-confirm-client = { $name } במכשיר הזה מבקש גישה לחשבון שלכם:
device-confirm-warning = מישהו אחר שלח לכם את הקוד? אם כן, בחרו „דחייה”.
connect = חיבור
device-done-title = המכשיר מחובר
device-done-lead = אפשר לסגור את החלון ולהמשיך במכשיר.
device-done-client = אפשר לסגור את החלון ולהמשיך אל { $name }.
device-denied-title = המכשיר אינו מחובר
device-denied-lead = דחיתם את הגישה שלו. אפשר לסגור את החלון.
device-expired-title = הקוד אינו תקף עוד
device-expired-lead = התחילו מחדש במכשיר והזינו כאן את הקוד החדש.
device-again = הזנת קוד אחר

logout-title = להתנתק?
logout-lead = להתנתק עכשיו?
logout-lead-client = { $name } מבקש לנתק אתכם.
sign-out = התנתקות
stay = להישאר מחובר
signed-out-title = התנתקתם
signed-out-lead = אפשר לסגור את החלון. אם המכשיר משותף, סגרו גם את הדפדפן.
stayed-title = אתם עדיין מחוברים
stayed-lead = דבר לא השתנה. אפשר לסגור את החלון.

forgot-title = איפוס הסיסמה
forgot-lead = הזינו את כתובת הדואר האלקטרוני של החשבון, ונשלח קישור לקביעת סיסמה חדשה.
email = כתובת דואר אלקטרוני
forgot-send = שליחת הקישור
forgot-sent-title = בדקו את הדואר האלקטרוני
forgot-sent-lead = אם יש חשבון עם הכתובת הזאת, הודעה עם קישור בדרך. זה עשוי להימשך כמה דקות; בדקו גם בדואר הזבל.

reset-title = קביעת סיסמה חדשה
reset-lead = מכאן והלאה תיכנסו עם החדשה.
reset-lead-known = כולם מכירים את הסיסמה שבה נכנסתם. קבעו סיסמה משלכם כדי להמשיך.
new-password = סיסמה חדשה
new-password-hint = { $count ->
    [one] לפחות תו אחד.
    [two] לפחות { $count } תווים.
   *[other] לפחות { $count } תווים.
}
confirm-password = סיסמה חדשה, שוב
reset-save = שמירת הסיסמה החדשה
reset-done-title = הסיסמה שונתה
reset-done-lead = עכשיו אפשר להיכנס עם החדשה.

letter-subject = הסיסמה החדשה
letter-asked = מישהו, אנו מקווים שאתם, ביקש סיסמה חדשה באתר { $name }.
letter-link = כדי לקבוע אותה, פתחו את הקישור הזה בתוך חצי שעה. הוא פועל פעם אחת.
letter-ignore = אם לא אתם ביקשתם, אל תעשו דבר: הסיסמה תישאר כפי שהיא.

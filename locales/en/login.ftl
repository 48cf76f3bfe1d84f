# The login view: every text of its pages.

login-title = Sign in
login-lead = Enter your user name and password.
login-lead-client = Enter your user name and password to continue to { $name }.
user-name = User name
password = Password
user-type = I am signing in as
remember = Keep me signed in on this device
sign-in = Sign in
signing-in = Signing you in…
show-password = Show password
caps-lock = Caps Lock is on.

start-title = Start at your application
start-lead = This page doesn’t work on its own. Open the application that you want to use and choose “Sign in” there.
start-link = Go to the application

script-title = This page needs JavaScript
script-lead = It takes the request of your application to the sign-in form. Allow JavaScript for this site, or start again at your application in another browser.

language = Language
privacy = Privacy
terms = Terms
help = Help
support = Support

error-title = Sign-in didn’t work
error-title-not-found = Page not found
error-title-request = That request doesn’t work here
error-restart = Back to sign-in
error-restart-application = Back to the application
error-more = More about this error
error-details = Details for support
error-code = Error
error-reference = Reference
error-time = Time
error-reference-hint = If it keeps happening, give this reference to your support team.
copy = Copy
copied = Copied

problem-access-denied = Access was not granted. If that was not what you wanted, sign in again.
problem-bad-request = The application sent a request that we can’t use. Go back to the application and start again.
problem-expired = This sign-in took too long or was already used. Please start again.
problem-generic = Something went wrong while signing you in. Please try again.
problem-invalid-credentials = The user name or password is not right. Please check both and try again.
problem-login-required = You are not signed in. Please sign in to continue.
problem-method = This address doesn’t accept that kind of request.
problem-not-found = There is no page at this address. Check the link, or start at your application.
problem-sign-in-failed = We couldn’t sign you in. The user name or password may be wrong.
problem-throttled = Too many attempts. Please wait a little and try again.
problem-attempts = Too many attempts.
problem-unauthorized-client = This application is not allowed to sign you in here. Please tell whoever runs it.
problem-unavailable = Signing in is not possible at the moment. Please try again in a few minutes.
problem-missing-state = This page doesn’t work on its own. Start again at the application.
problem-expired-form = This form was open for too long. Please fill it in once more.
problem-user-code = There is no such code. Check what your device shows and enter it once more.
problem-email = That doesn’t look like an email address. Please check it.
problem-password-mismatch = The two passwords are not the same. Please type both once more.
problem-password-short = That password is too short. Please choose a longer one.
problem-password-refused = That password can’t be used. Please choose another one.
problem-reset-link = This link was already used or is too old. Ask for a new one.

try-again-in = You can try again in { $name }.
try-again-now = You can try again now.
expires-in = { $count ->
    [one] You have { $count } minute to decide.
   *[other] You have { $count } minutes to decide.
}
expires-soon = Less than a minute is left.
expired = The time is up. Please start again.

continue = Continue
working = One moment…
login-lead-name = Enter your user name.
login-lead-name-client = Enter your user name to continue to { $name }.
login-lead-password = Enter your password.
other-name = Use a different user name
forgot-link = Forgot your password?
alternative = or
continue-with = Continue with { $name }

signed-in-as = Signed in as { $name }
consent-title = Allow access?
consent-lead = { $name } asks for access to your account. You choose what it may have.
consent-lead-all = { $name } asks for access to your account.
consent-about-you = About you
consent-access = Access
consent-audience = For use at
consent-remember = Don’t ask me again for this application
consent-returns = You return to { $name }
application-privacy = Privacy policy of { $name }
application-terms = Terms of { $name }
allow = Allow
deny = Deny
scope-openid = Know which account is yours
scope-profile = See your name and profile
scope-email = See your email address
scope-address = See your postal address
scope-phone = See your phone number
scope-offline = Keep this access while you are away

device-title = Connect a device
device-lead = Enter the code that your device shows.
user-code = Code
user-code-hint = Spaces, hyphens and small letters don’t matter.
device-confirm-title = Is this your device?
device-confirm-lead = Connect it only if it shows this code:
device-confirm-client = { $name } on this device asks for access to your account:
device-confirm-warning = Did somebody else send you this code? Then choose “Deny”.
connect = Connect
device-done-title = Your device is connected
device-done-lead = You can close this window and go on there.
device-done-client = You can close this window and go on in { $name }.
device-denied-title = The device is not connected
device-denied-lead = You denied it access. You can close this window.
device-expired-title = This code is no longer valid
device-expired-lead = Start again on your device, and enter the new code here.
device-again = Enter another code

logout-title = Sign out?
logout-lead = Do you want to sign out now?
logout-lead-client = { $name } asks to sign you out.
sign-out = Sign out
stay = Stay signed in
signed-out-title = You are signed out
signed-out-lead = You can close this window. If you share this device, close the browser too.
stayed-title = You are still signed in
stayed-lead = Nothing has changed. You can close this window.

forgot-title = Reset your password
forgot-lead = Enter the email address of your account, and we send you a link to set a new password.
email = Email address
forgot-send = Send the link
forgot-sent-title = Check your email
forgot-sent-lead = If there is an account with this address, a message with a link is on its way. It may take a few minutes; look among unwanted mail too.

reset-title = Set a new password
reset-lead = From then on you sign in with the new one.
reset-lead-known = Everybody knows the password that you signed in with. Choose one of your own to go on.
new-password = New password
new-password-hint = { $count ->
    [one] At least { $count } character.
   *[other] At least { $count } characters.
}
confirm-password = New password once more
reset-save = Save the new password
reset-done-title = Your password is changed
reset-done-lead = You can sign in with the new one now.

letter-subject = Your new password
letter-asked = Somebody, hopefully you, asked for a new password at { $name }.
letter-link = To choose one, open this link within half an hour. It works once.
letter-ignore = If it was not you, do nothing: your password stays as it is.

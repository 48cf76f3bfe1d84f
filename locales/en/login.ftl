# The login view: sign in and error pages.

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
start-lead = This page signs you in on behalf of an application, and none has asked for it. Open the application that you want to use and choose “Sign in” there.
start-link = Go to the application

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
problem-unauthorized-client = This application is not allowed to sign you in here. Please tell whoever runs it.
problem-unavailable = Signing in is not possible at the moment. Please try again in a few minutes.

# The login view: every text of its pages.

login-title = Iniciar sesión
login-lead = Introduzca su nombre de usuario y su contraseña.
login-lead-client = Introduzca su nombre de usuario y su contraseña para continuar a { $name }.
user-name = Nombre de usuario
password = Contraseña
user-type = Inicio sesión como
remember = Mantener la sesión iniciada en este dispositivo
sign-in = Iniciar sesión
signing-in = Iniciando sesión…
show-password = Mostrar la contraseña
caps-lock = El bloqueo de mayúsculas está activado.

start-title = Empiece en su aplicación
start-lead = Esta página no funciona por sí sola. Abra la aplicación que quiere usar y elija allí «Iniciar sesión».
start-link = Ir a la aplicación

script-title = Esta página necesita JavaScript
script-lead = Lleva la solicitud de su aplicación al formulario. Permita JavaScript para este sitio o empiece de nuevo en su aplicación con otro navegador.

language = Idioma
privacy = Privacidad
terms = Condiciones
help = Ayuda
support = Soporte

error-title = No se pudo iniciar la sesión
error-title-not-found = Página no encontrada
error-title-request = Esa solicitud no funciona aquí
error-restart = Volver al inicio de sesión
error-restart-application = Volver a la aplicación
error-more = Más sobre este error
error-details = Detalles para el soporte
error-code = Error
error-reference = Referencia
error-time = Hora
error-reference-hint = Si sigue ocurriendo, indique esta referencia a su equipo de soporte.
copy = Copiar
copied = Copiado

problem-access-denied = No se concedió el acceso. Si no era su intención, vuelva a iniciar sesión.
problem-bad-request = La aplicación envió una solicitud que no podemos usar. Vuelva a la aplicación y empiece de nuevo.
problem-expired = Este inicio de sesión tardó demasiado o ya se usó. Empiece de nuevo.
problem-generic = Algo salió mal al iniciar la sesión. Inténtelo de nuevo.
problem-invalid-credentials = El nombre de usuario o la contraseña no es correcto. Compruebe ambos e inténtelo de nuevo.
problem-login-required = No ha iniciado sesión. Inicie sesión para continuar.
problem-method = Esta dirección no acepta ese tipo de solicitud.
problem-not-found = No hay ninguna página en esta dirección. Compruebe el enlace o empiece en su aplicación.
problem-sign-in-failed = No pudimos iniciar su sesión. Puede que el nombre de usuario o la contraseña no sea correcto.
problem-throttled = Demasiados intentos. Espere un poco e inténtelo de nuevo.
problem-attempts = Demasiados intentos.
problem-unauthorized-client = Esta aplicación no puede iniciar su sesión aquí. Avise a quien la administra.
problem-unavailable = En este momento no es posible iniciar sesión. Inténtelo de nuevo en unos minutos.
problem-missing-state = Esta página no funciona por sí sola. Empiece de nuevo en la aplicación.
problem-expired-form = Este formulario estuvo abierto demasiado tiempo. Rellénelo otra vez.
problem-user-code = Ese código no existe. Compruebe lo que muestra su dispositivo e introdúzcalo otra vez.
problem-email = Eso no parece una dirección de correo electrónico. Compruébela.
problem-password-mismatch = Las dos contraseñas no son iguales. Escríbalas otra vez.
problem-password-short = Esa contraseña es demasiado corta. Elija una más larga.
problem-password-refused = Esa contraseña no se puede usar. Elija otra.
problem-reset-link = Este enlace ya se usó o es demasiado antiguo. Pida uno nuevo.

try-again-in = Podrá intentarlo de nuevo en { $name }.
try-again-now = Ya puede intentarlo de nuevo.
expires-in = { $count ->
    [one] Tiene { $count } minuto para decidir.
   *[other] Tiene { $count } minutos para decidir.
}
expires-soon = Queda menos de un minuto.
expired = Se acabó el tiempo. Empiece de nuevo.

continue = Continuar
working = Un momento…
login-lead-name = Introduzca su nombre de usuario.
login-lead-name-client = Introduzca su nombre de usuario para continuar a { $name }.
login-lead-password = Introduzca su contraseña.
other-name = Usar otro nombre de usuario
forgot-link = ¿Olvidó su contraseña?
alternative = o
continue-with = Continuar con { $name }

signed-in-as = Sesión iniciada como { $name }
consent-title = ¿Permitir el acceso?
consent-lead = { $name } pide acceso a su cuenta. Usted elige a qué.
consent-lead-all = { $name } pide acceso a su cuenta.
consent-about-you = Sobre usted
consent-access = Acceso
consent-audience = Para usar en
consent-remember = No volver a preguntarme por esta aplicación
consent-returns = Volverá a { $name }
application-privacy = Política de privacidad de { $name }
application-terms = Condiciones de { $name }
allow = Permitir
deny = Denegar
scope-openid = Saber cuál es su cuenta
scope-profile = Ver su nombre y su perfil
scope-email = Ver su dirección de correo electrónico
scope-address = Ver su dirección postal
scope-phone = Ver su número de teléfono
scope-offline = Conservar este acceso mientras usted no está

device-title = Conectar un dispositivo
device-lead = Introduzca el código que muestra su dispositivo.
user-code = Código
user-code-hint = Los espacios, los guiones y las minúsculas no importan.
device-confirm-title = ¿Es este su dispositivo?
device-confirm-lead = Conéctelo solo si muestra este código:
device-confirm-client = En este dispositivo, { $name } pide acceso a su cuenta:
device-confirm-warning = ¿Le envió este código otra persona? Entonces elija «Denegar».
connect = Conectar
device-done-title = Su dispositivo está conectado
device-done-lead = Puede cerrar esta ventana y seguir allí.
device-done-client = Puede cerrar esta ventana y seguir en { $name }.
device-denied-title = El dispositivo no está conectado
device-denied-lead = Le ha denegado el acceso. Puede cerrar esta ventana.
device-expired-title = Este código ya no es válido
device-expired-lead = Empiece de nuevo en su dispositivo e introduzca aquí el código nuevo.
device-again = Introducir otro código

logout-title = ¿Cerrar la sesión?
logout-lead = ¿Quiere cerrar la sesión ahora?
logout-lead-client = { $name } pide cerrar su sesión.
sign-out = Cerrar la sesión
stay = Seguir con la sesión iniciada
signed-out-title = Ha cerrado la sesión
signed-out-lead = Puede cerrar esta ventana. Si comparte este dispositivo, cierre también el navegador.
stayed-title = Su sesión sigue iniciada
stayed-lead = No ha cambiado nada. Puede cerrar esta ventana.

forgot-title = Restablecer su contraseña
forgot-lead = Introduzca la dirección de correo electrónico de su cuenta y le enviaremos un enlace para crear una contraseña nueva.
email = Dirección de correo electrónico
forgot-send = Enviar el enlace
forgot-sent-title = Revise su correo
forgot-sent-lead = Si hay una cuenta con esta dirección, un mensaje con un enlace está en camino. Puede tardar unos minutos; mire también en el correo no deseado.

reset-title = Crear una contraseña nueva
reset-lead = A partir de entonces iniciará sesión con la nueva.
reset-lead-known = Todo el mundo conoce la contraseña con la que ha iniciado sesión. Cree una propia para continuar.
new-password = Contraseña nueva
new-password-hint = { $count ->
    [one] Al menos { $count } carácter.
   *[other] Al menos { $count } caracteres.
}
confirm-password = Contraseña nueva otra vez
reset-save = Guardar la contraseña nueva
reset-done-title = Su contraseña ha cambiado
reset-done-lead = Ya puede iniciar sesión con la nueva.

letter-subject = Su nueva contraseña
letter-asked = Alguien, esperamos que usted, ha pedido una contraseña nueva en { $name }.
letter-link = Para crearla, abra este enlace en la próxima media hora. Funciona una sola vez.
letter-ignore = Si no fue usted, no haga nada: su contraseña seguirá siendo la misma.

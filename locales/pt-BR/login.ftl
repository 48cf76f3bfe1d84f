# The login view: every text of its pages.

login-title = Entrar
login-lead = Digite seu nome de usuário e sua senha.
login-lead-client = Digite seu nome de usuário e sua senha para continuar em { $name }.
user-name = Nome de usuário
password = Senha
user-type = Estou entrando como
remember = Manter-me conectado neste dispositivo
sign-in = Entrar
signing-in = Entrando…
show-password = Mostrar a senha
caps-lock = O Caps Lock está ativado.

start-title = Comece no seu aplicativo
start-lead = Esta página não funciona sozinha. Abra o aplicativo que você quer usar e escolha “Entrar” nele.
start-link = Ir para o aplicativo

script-title = Esta página precisa de JavaScript
script-lead = Ele leva a solicitação do seu aplicativo ao formulário. Permita JavaScript para este site ou comece de novo no seu aplicativo em outro navegador.

language = Idioma
privacy = Privacidade
terms = Termos
help = Ajuda
support = Suporte

error-title = Não foi possível entrar
error-title-not-found = Página não encontrada
error-title-request = Essa solicitação não funciona aqui
error-restart = Voltar para entrar
error-restart-application = Voltar para o aplicativo
error-more = Mais sobre este erro
error-details = Detalhes para o suporte
error-code = Erro
error-reference = Referência
error-time = Hora
error-reference-hint = Se continuar acontecendo, informe esta referência à sua equipe de suporte.
copy = Copiar
copied = Copiado

problem-access-denied = O acesso não foi concedido. Se não era isso que você queria, entre novamente.
problem-bad-request = O aplicativo enviou uma solicitação que não podemos usar. Volte ao aplicativo e comece de novo.
problem-expired = Este acesso demorou demais ou já foi usado. Comece de novo.
problem-generic = Algo deu errado ao entrar. Tente novamente.
problem-invalid-credentials = O nome de usuário ou a senha não está certo. Verifique os dois e tente novamente.
problem-login-required = Você não está conectado. Entre para continuar.
problem-method = Este endereço não aceita esse tipo de solicitação.
problem-not-found = Não há nenhuma página neste endereço. Verifique o link ou comece no seu aplicativo.
problem-sign-in-failed = Não conseguimos fazer seu acesso. O nome de usuário ou a senha pode estar errado.
problem-throttled = Tentativas demais. Espere um pouco e tente novamente.
problem-attempts = Tentativas demais.
problem-unauthorized-client = Este aplicativo não tem permissão para fazer seu acesso aqui. Avise quem o administra.
problem-unavailable = Não é possível entrar no momento. Tente novamente em alguns minutos.
problem-missing-state = Esta página não funciona sozinha. Comece de novo no aplicativo.
problem-expired-form = Este formulário ficou aberto por tempo demais. Preencha-o mais uma vez.
problem-user-code = Esse código não existe. Verifique o que seu dispositivo mostra e digite mais uma vez.
problem-email = Isso não parece um endereço de e-mail. Verifique.
problem-password-mismatch = As duas senhas não são iguais. Digite as duas mais uma vez.
problem-password-short = Essa senha é curta demais. Escolha uma mais longa.
problem-password-refused = Essa senha não pode ser usada. Escolha outra.
problem-reset-link = Este link já foi usado ou é antigo demais. Peça um novo.

try-again-in = Você pode tentar novamente em { $name }.
try-again-now = Você já pode tentar novamente.
expires-in = { $count ->
    [one] Você tem { $count } minuto para decidir.
   *[other] Você tem { $count } minutos para decidir.
}
expires-soon = Falta menos de um minuto.
expired = O tempo acabou. Comece de novo.

continue = Continuar
working = Um momento…
login-lead-name = Digite seu nome de usuário.
login-lead-name-client = Digite seu nome de usuário para continuar em { $name }.
login-lead-password = Digite sua senha.
other-name = Usar outro nome de usuário
forgot-link = Esqueceu sua senha?
alternative = ou
continue-with = Continuar com { $name }

signed-in-as = Conectado como { $name }
consent-title = Permitir o acesso?
consent-lead = { $name } pede acesso à sua conta. Você escolhe a quê.
consent-lead-all = { $name } pede acesso à sua conta.
consent-about-you = Sobre você
consent-access = Acesso
consent-audience = Para uso em
consent-remember = Não perguntar de novo para este aplicativo
consent-returns = Você volta para { $name }
application-privacy = Política de privacidade de { $name }
application-terms = Termos de { $name }
allow = Permitir
deny = Negar
scope-openid = Saber qual é a sua conta
scope-profile = Ver seu nome e perfil
scope-email = Ver seu endereço de e-mail
scope-address = Ver seu endereço postal
scope-phone = Ver seu número de telefone
scope-offline = Manter este acesso enquanto você está ausente

device-title = Conectar um dispositivo
device-lead = Digite o código que seu dispositivo mostra.
user-code = Código
user-code-hint = Espaços, hífens e letras minúsculas não importam.
device-confirm-title = Este é o seu dispositivo?
device-confirm-lead = Conecte-o somente se ele mostrar este código:
device-confirm-client = { $name }, neste dispositivo, pede acesso à sua conta:
device-confirm-warning = Outra pessoa lhe enviou este código? Então escolha “Negar”.
connect = Conectar
device-done-title = Seu dispositivo está conectado
device-done-lead = Você pode fechar esta janela e continuar nele.
device-done-client = Você pode fechar esta janela e continuar em { $name }.
device-denied-title = O dispositivo não está conectado
device-denied-lead = Você negou o acesso. Pode fechar esta janela.
device-expired-title = Este código não é mais válido
device-expired-lead = Comece de novo no seu dispositivo e digite o novo código aqui.
device-again = Digitar outro código

logout-title = Sair?
logout-lead = Você quer sair agora?
logout-lead-client = { $name } pede para encerrar sua sessão.
sign-out = Sair
stay = Continuar conectado
signed-out-title = Você saiu
signed-out-lead = Você pode fechar esta janela. Se compartilha este dispositivo, feche também o navegador.
stayed-title = Você continua conectado
stayed-lead = Nada mudou. Você pode fechar esta janela.

forgot-title = Redefinir sua senha
forgot-lead = Digite o endereço de e-mail da sua conta, e enviaremos um link para definir uma nova senha.
email = Endereço de e-mail
forgot-send = Enviar o link
forgot-sent-title = Verifique seu e-mail
forgot-sent-lead = Se houver uma conta com este endereço, uma mensagem com um link está a caminho. Pode levar alguns minutos; veja também no lixo eletrônico.

reset-title = Definir uma nova senha
reset-lead = Depois disso, você entra com a nova.
reset-lead-known = Todo mundo conhece a senha com que você entrou. Defina a sua própria para continuar.
new-password = Nova senha
new-password-hint = { $count ->
    [one] Pelo menos { $count } caractere.
   *[other] Pelo menos { $count } caracteres.
}
confirm-password = Nova senha mais uma vez
reset-save = Salvar a nova senha
reset-done-title = Sua senha foi alterada
reset-done-lead = Agora você pode entrar com a nova.

letter-subject = Sua nova senha
letter-asked = Alguém, esperamos que você, pediu uma nova senha em { $name }.
letter-link = Para defini-la, abra este link em até meia hora. Ele funciona uma vez.
letter-ignore = Se não foi você, não faça nada: sua senha continua como está.

# The login view: every text of its pages.

login-title = 登录
login-lead = 请输入用户名和密码。
login-lead-client = 请输入用户名和密码，以继续前往 { $name }。
user-name = 用户名
password = 密码
user-type = 我的登录身份
remember = 在此设备上保持登录
sign-in = 登录
signing-in = 正在登录…
show-password = 显示密码
caps-lock = 大写锁定已开启。

start-title = 请从您的应用开始
start-lead = 此页面无法单独使用。请打开您要使用的应用，并在其中选择“登录”。
start-link = 前往应用

script-title = 此页面需要 JavaScript
script-lead = 它将应用的请求带入登录表单。请为此网站允许 JavaScript，或在其他浏览器中从应用重新开始。

language = 语言
privacy = 隐私
terms = 条款
help = 帮助
support = 支持

error-title = 登录未成功
error-title-not-found = 找不到页面
error-title-request = 此请求在这里无法使用
error-restart = 返回登录
error-restart-application = 返回应用
error-more = 关于此错误的更多信息
error-details = 供支持人员使用的详细信息
error-code = 错误
error-reference = 参考编号
error-time = 时间
error-reference-hint = 如果一再发生，请将此编号告知您的支持团队。
copy = 复制
copied = 已复制

problem-access-denied = 未授予访问权限。如果这不是您的本意，请重新登录。
problem-bad-request = 应用发送了我们无法处理的请求。请返回应用，重新开始。
problem-expired = 此次登录用时过长或已被使用。请重新开始。
problem-generic = 登录时出了问题。请重试。
problem-invalid-credentials = 用户名或密码不正确。请检查两者后重试。
problem-login-required = 您尚未登录。请登录以继续。
problem-method = 此地址不接受这类请求。
problem-not-found = 此地址没有页面。请检查链接，或从您的应用开始。
problem-sign-in-failed = 无法为您登录。用户名或密码可能有误。
problem-throttled = 尝试次数过多。请稍候再试。
problem-attempts = 尝试次数过多。
problem-unauthorized-client = 此应用无权在这里为您登录。请告知其管理者。
problem-unavailable = 目前无法登录。请几分钟后重试。
problem-missing-state = 此页面无法单独使用。请在应用中重新开始。
problem-expired-form = 此表单打开时间过长。请重新填写。
problem-user-code = 没有这个代码。请查看设备上显示的代码并重新输入。
problem-email = 这不像是电子邮件地址。请检查。
problem-password-mismatch = 两次输入的密码不一致。请重新输入。
problem-password-short = 密码太短。请选择更长的密码。
problem-password-refused = 此密码不能使用。请选择另一个。
problem-reset-link = 此链接已被使用或已过期。请申请新的链接。

try-again-in = 您可以在 { $name } 后重试。
try-again-now = 现在可以重试。
expires-in = { $count ->
   *[other] 您有 { $count } 分钟时间决定。
}
expires-soon = 剩余时间不到一分钟。
expired = 时间已到。请重新开始。

continue = 继续
working = 请稍候…
login-lead-name = 请输入用户名。
login-lead-name-client = 请输入用户名，以继续前往 { $name }。
login-lead-password = 请输入密码。
other-name = 使用其他用户名
forgot-link = 忘记密码？
alternative = 或
continue-with = 通过 { $name } 继续

signed-in-as = 已登录为 { $name }
consent-title = 允许访问？
consent-lead = { $name } 请求访问您的账户。由您选择访问范围。
consent-lead-all = { $name } 请求访问您的账户。
consent-about-you = 关于您
consent-access = 访问权限
consent-audience = 用于
consent-remember = 此应用不再询问
consent-returns = 您将返回 { $name }
application-privacy = { $name } 的隐私政策
application-terms = { $name } 的条款
allow = 允许
deny = 拒绝
scope-openid = 知道哪个账户是您的
scope-profile = 查看您的姓名和个人资料
scope-email = 查看您的电子邮件地址
scope-address = 查看您的邮寄地址
scope-phone = 查看您的电话号码
scope-offline = 在您离开时保留此访问权限

device-title = 连接设备
device-lead = 请输入设备上显示的代码。
user-code = 代码
user-code-hint = 空格、连字符和大小写都没有影响。
device-confirm-title = 这是您的设备吗？
device-confirm-lead = 仅当设备显示以下代码时才连接：
device-confirm-client = 此设备上的 { $name } 请求访问您的账户：
device-confirm-warning = 是别人把此代码发给您的吗？那么请选择“拒绝”。
connect = 连接
device-done-title = 您的设备已连接
device-done-lead = 您可以关闭此窗口，并在设备上继续。
device-done-client = 您可以关闭此窗口，并在 { $name } 中继续。
device-denied-title = 设备未连接
device-denied-lead = 您已拒绝其访问。可以关闭此窗口。
device-expired-title = 此代码已失效
device-expired-lead = 请在设备上重新开始，并在此输入新代码。
device-again = 输入其他代码

logout-title = 退出登录？
logout-lead = 您要现在退出登录吗？
logout-lead-client = { $name } 请求为您退出登录。
sign-out = 退出登录
stay = 保持登录
signed-out-title = 您已退出登录
signed-out-lead = 您可以关闭此窗口。如果与他人共用此设备，也请关闭浏览器。
stayed-title = 您仍处于登录状态
stayed-lead = 没有任何更改。您可以关闭此窗口。

forgot-title = 重置密码
forgot-lead = 请输入您账户的电子邮件地址，我们会发送设置新密码的链接。
email = 电子邮件地址
forgot-send = 发送链接
forgot-sent-title = 请查看您的电子邮件
forgot-sent-lead = 如果存在使用此地址的账户，带有链接的邮件已经发出。可能需要几分钟；也请查看垃圾邮件。

reset-title = 设置新密码
reset-lead = 此后请使用新密码登录。
reset-lead-known = 您登录所用的密码众所周知。请设置您自己的密码以继续。
new-password = 新密码
new-password-hint = { $count ->
   *[other] 至少 { $count } 个字符。
}
confirm-password = 再次输入新密码
reset-save = 保存新密码
reset-done-title = 您的密码已更改
reset-done-lead = 现在可以使用新密码登录。

letter-subject = 您的新密码
letter-asked = 有人（希望是您本人）在 { $name } 申请了新密码。
letter-link = 请在半小时内打开此链接来设置新密码。链接只能使用一次。
letter-ignore = 如果不是您本人，请不必理会：您的密码保持不变。

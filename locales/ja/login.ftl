# The login view: every text of its pages.

login-title = ログイン
login-lead = ユーザー名とパスワードを入力してください。
login-lead-client = { $name } に進むには、ユーザー名とパスワードを入力してください。
user-name = ユーザー名
password = パスワード
user-type = ログインの種類
remember = この端末でログインしたままにする
sign-in = ログイン
signing-in = ログインしています…
show-password = パスワードを表示
caps-lock = Caps Lock がオンです。

start-title = アプリケーションから始めてください
start-lead = このページは単独では機能しません。使いたいアプリケーションを開き、そこで「ログイン」を選んでください。
start-link = アプリケーションへ

script-title = このページには JavaScript が必要です
script-lead = アプリケーションの要求をフォームに渡すために使います。このサイトで JavaScript を許可するか、別のブラウザーでアプリケーションからやり直してください。

language = 言語
privacy = プライバシー
terms = 利用規約
help = ヘルプ
support = サポート

error-title = ログインできませんでした
error-title-not-found = ページが見つかりません
error-title-request = その要求はここでは使えません
error-restart = ログインに戻る
error-restart-application = アプリケーションに戻る
error-more = このエラーの詳細
error-details = サポート用の情報
error-code = エラー
error-reference = 参照番号
error-time = 時刻
error-reference-hint = 繰り返し起こる場合は、この参照番号をサポート担当に伝えてください。
copy = コピー
copied = コピーしました

problem-access-denied = アクセスは許可されませんでした。意図と違う場合は、もう一度ログインしてください。
problem-bad-request = アプリケーションから、処理できない要求が送られました。アプリケーションに戻って、やり直してください。
problem-expired = このログインは時間がかかりすぎたか、すでに使われています。最初からやり直してください。
problem-generic = ログイン中に問題が起きました。もう一度お試しください。
problem-invalid-credentials = ユーザー名またはパスワードが正しくありません。両方を確認して、もう一度お試しください。
problem-login-required = ログインしていません。続けるにはログインしてください。
problem-method = このアドレスはその種類の要求を受け付けません。
problem-not-found = このアドレスにページはありません。リンクを確認するか、アプリケーションから始めてください。
problem-sign-in-failed = ログインできませんでした。ユーザー名またはパスワードが違う可能性があります。
problem-throttled = 試行回数が多すぎます。しばらく待ってから、もう一度お試しください。
problem-attempts = 試行回数が多すぎました。
problem-unauthorized-client = このアプリケーションには、ここでのログインが許可されていません。運営者に知らせてください。
problem-unavailable = 現在ログインできません。数分後にもう一度お試しください。
problem-missing-state = このページは単独では機能しません。アプリケーションからやり直してください。
problem-expired-form = フォームを開いてから時間がたちすぎました。もう一度入力してください。
problem-user-code = そのコードはありません。端末の表示を確認して、もう一度入力してください。
problem-email = メールアドレスではないようです。確認してください。
problem-password-mismatch = 二つのパスワードが一致しません。両方をもう一度入力してください。
problem-password-short = そのパスワードは短すぎます。もっと長いものを選んでください。
problem-password-refused = そのパスワードは使えません。別のものを選んでください。
problem-reset-link = このリンクはすでに使われたか、古すぎます。新しいリンクを請求してください。

try-again-in = あと { $name } でもう一度試せます。
try-again-now = 今、もう一度試せます。
expires-in = { $count ->
   *[other] あと { $count } 分以内に決めてください。
}
expires-soon = 残り時間は 1 分未満です。
expired = 時間切れです。最初からやり直してください。

continue = 続ける
working = お待ちください…
login-lead-name = ユーザー名を入力してください。
login-lead-name-client = { $name } に進むには、ユーザー名を入力してください。
login-lead-password = パスワードを入力してください。
other-name = 別のユーザー名を使う
forgot-link = パスワードを忘れた場合
alternative = または
continue-with = { $name } で続ける

signed-in-as = { $name } としてログイン中
consent-title = アクセスを許可しますか？
consent-lead = { $name } があなたのアカウントへのアクセスを求めています。範囲はあなたが選べます。
consent-lead-all = { $name } があなたのアカウントへのアクセスを求めています。
consent-about-you = あなたの情報
consent-access = アクセス
consent-audience = 利用先
consent-remember = このアプリケーションでは次から確認しない
consent-returns = { $name } に戻ります
application-privacy = { $name } のプライバシーポリシー
application-terms = { $name } の利用規約
allow = 許可
deny = 拒否
scope-openid = あなたのアカウントがどれかを知る
scope-profile = 名前とプロフィールを見る
scope-email = メールアドレスを見る
scope-address = 住所を見る
scope-phone = 電話番号を見る
scope-offline = あなたがいない間もこのアクセスを保つ

device-title = 端末を接続
device-lead = 端末に表示されているコードを入力してください。
user-code = コード
user-code-hint = 空白、ハイフン、小文字は気にしなくてかまいません。
device-confirm-title = これはあなたの端末ですか？
device-confirm-lead = 次のコードが表示されている場合だけ接続してください。
device-confirm-client = この端末の { $name } があなたのアカウントへのアクセスを求めています。
device-confirm-warning = このコードは他の人から送られましたか？ その場合は「拒否」を選んでください。
connect = 接続
device-done-title = 端末を接続しました
device-done-lead = このウィンドウを閉じて、端末で続けられます。
device-done-client = このウィンドウを閉じて、{ $name } で続けられます。
device-denied-title = 端末は接続されていません
device-denied-lead = アクセスを拒否しました。このウィンドウは閉じてかまいません。
device-expired-title = このコードは無効になりました
device-expired-lead = 端末でやり直し、新しいコードをここに入力してください。
device-again = 別のコードを入力

logout-title = ログアウトしますか？
logout-lead = 今ログアウトしますか？
logout-lead-client = { $name } がログアウトを求めています。
sign-out = ログアウト
stay = ログインしたままにする
signed-out-title = ログアウトしました
signed-out-lead = このウィンドウは閉じてかまいません。端末を共有している場合は、ブラウザーも閉じてください。
stayed-title = まだログインしています
stayed-lead = 何も変わっていません。このウィンドウは閉じてかまいません。

forgot-title = パスワードの再設定
forgot-lead = アカウントのメールアドレスを入力してください。新しいパスワードを設定するリンクを送ります。
email = メールアドレス
forgot-send = リンクを送る
forgot-sent-title = メールを確認してください
forgot-sent-lead = このアドレスのアカウントがあれば、リンクを記したメールが届きます。数分かかることがあります。迷惑メールも確認してください。

reset-title = 新しいパスワードの設定
reset-lead = 以後は新しいパスワードでログインします。
reset-lead-known = ログインに使ったパスワードは広く知られています。続けるには、ご自身のパスワードを設定してください。
new-password = 新しいパスワード
new-password-hint = { $count ->
   *[other] { $count } 文字以上にしてください。
}
confirm-password = 新しいパスワード（もう一度）
reset-save = 新しいパスワードを保存
reset-done-title = パスワードを変更しました
reset-done-lead = 新しいパスワードでログインできます。

letter-subject = 新しいパスワード
letter-asked = { $name } で新しいパスワードの請求がありました。
letter-link = 設定するには、30 分以内にこのリンクを開いてください。リンクは 1 回だけ使えます。
letter-ignore = お心当たりがない場合は、何もしないでください。パスワードは変わりません。

# The login view: every text of its pages.

login-title = 로그인
login-lead = 사용자 이름과 비밀번호를 입력하세요.
login-lead-client = { $name }(으)로 계속하려면 사용자 이름과 비밀번호를 입력하세요.
user-name = 사용자 이름
password = 비밀번호
user-type = 로그인 유형
remember = 이 기기에서 로그인 상태 유지
sign-in = 로그인
signing-in = 로그인하는 중…
show-password = 비밀번호 표시
caps-lock = Caps Lock이 켜져 있습니다.

start-title = 애플리케이션에서 시작하세요
start-lead = 이 페이지는 단독으로 작동하지 않습니다. 사용하려는 애플리케이션을 열고 거기에서 “로그인”을 선택하세요.
start-link = 애플리케이션으로 이동

script-title = 이 페이지에는 JavaScript가 필요합니다
script-lead = 애플리케이션의 요청을 양식에 전달하는 데 사용됩니다. 이 사이트에 JavaScript를 허용하거나 다른 브라우저의 애플리케이션에서 다시 시작하세요.

language = 언어
privacy = 개인정보 보호
terms = 약관
help = 도움말
support = 지원

error-title = 로그인하지 못했습니다
error-title-not-found = 페이지를 찾을 수 없습니다
error-title-request = 이 요청은 여기에서 사용할 수 없습니다
error-restart = 로그인으로 돌아가기
error-restart-application = 애플리케이션으로 돌아가기
error-more = 이 오류에 대한 자세한 내용
error-details = 지원용 세부 정보
error-code = 오류
error-reference = 참조 번호
error-time = 시간
error-reference-hint = 계속 발생하면 이 참조 번호를 지원 담당자에게 알려 주세요.
copy = 복사
copied = 복사됨

problem-access-denied = 접근이 허용되지 않았습니다. 의도한 것이 아니라면 다시 로그인하세요.
problem-bad-request = 애플리케이션이 처리할 수 없는 요청을 보냈습니다. 애플리케이션으로 돌아가 다시 시작하세요.
problem-expired = 이 로그인은 너무 오래 걸렸거나 이미 사용되었습니다. 다시 시작하세요.
problem-generic = 로그인하는 중에 문제가 발생했습니다. 다시 시도하세요.
problem-invalid-credentials = 사용자 이름 또는 비밀번호가 올바르지 않습니다. 둘 다 확인하고 다시 시도하세요.
problem-login-required = 로그인되어 있지 않습니다. 계속하려면 로그인하세요.
problem-method = 이 주소는 그런 요청을 받지 않습니다.
problem-not-found = 이 주소에는 페이지가 없습니다. 링크를 확인하거나 애플리케이션에서 시작하세요.
problem-sign-in-failed = 로그인하지 못했습니다. 사용자 이름 또는 비밀번호가 틀렸을 수 있습니다.
problem-throttled = 시도가 너무 많습니다. 잠시 기다린 후 다시 시도하세요.
problem-attempts = 시도가 너무 많았습니다.
problem-unauthorized-client = 이 애플리케이션은 여기에서 로그인할 권한이 없습니다. 운영자에게 알려 주세요.
problem-unavailable = 지금은 로그인할 수 없습니다. 몇 분 후 다시 시도하세요.
problem-missing-state = 이 페이지는 단독으로 작동하지 않습니다. 애플리케이션에서 다시 시작하세요.
problem-expired-form = 양식을 연 지 너무 오래되었습니다. 다시 작성하세요.
problem-user-code = 그런 코드는 없습니다. 기기에 표시된 코드를 확인하고 다시 입력하세요.
problem-email = 이메일 주소가 아닌 것 같습니다. 확인하세요.
problem-password-mismatch = 두 비밀번호가 같지 않습니다. 둘 다 다시 입력하세요.
problem-password-short = 비밀번호가 너무 짧습니다. 더 긴 것을 선택하세요.
problem-password-refused = 이 비밀번호는 사용할 수 없습니다. 다른 것을 선택하세요.
problem-reset-link = 이 링크는 이미 사용되었거나 너무 오래되었습니다. 새 링크를 요청하세요.

try-again-in = { $name } 후에 다시 시도할 수 있습니다.
try-again-now = 지금 다시 시도할 수 있습니다.
expires-in = { $count ->
   *[other] 결정할 시간이 { $count }분 있습니다.
}
expires-soon = 1분도 남지 않았습니다.
expired = 시간이 다 되었습니다. 다시 시작하세요.

continue = 계속
working = 잠시만 기다리세요…
login-lead-name = 사용자 이름을 입력하세요.
login-lead-name-client = { $name }(으)로 계속하려면 사용자 이름을 입력하세요.
login-lead-password = 비밀번호를 입력하세요.
other-name = 다른 사용자 이름 사용
forgot-link = 비밀번호를 잊으셨나요?
alternative = 또는
continue-with = { $name }(으)로 계속하기

signed-in-as = { $name }(으)로 로그인됨
consent-title = 접근을 허용할까요?
consent-lead = { $name }에서 계정 접근을 요청합니다. 범위는 직접 선택할 수 있습니다.
consent-lead-all = { $name }에서 계정 접근을 요청합니다.
consent-about-you = 내 정보
consent-access = 접근
consent-audience = 사용처
consent-remember = 이 애플리케이션에 대해 다시 묻지 않기
consent-returns = { $name }(으)로 돌아갑니다
application-privacy = { $name }의 개인정보 처리방침
application-terms = { $name }의 약관
allow = 허용
deny = 거부
scope-openid = 어느 계정이 내 것인지 알기
scope-profile = 이름과 프로필 보기
scope-email = 이메일 주소 보기
scope-address = 우편 주소 보기
scope-phone = 전화번호 보기
scope-offline = 자리에 없는 동안에도 접근 유지

device-title = 기기 연결
device-lead = 기기에 표시된 코드를 입력하세요.
user-code = 코드
user-code-hint = 공백, 하이픈, 소문자는 상관없습니다.
device-confirm-title = 내 기기가 맞나요?
device-confirm-lead = 다음 코드가 표시될 때만 연결하세요.
device-confirm-client = 이 기기의 { $name }에서 계정 접근을 요청합니다.
device-confirm-warning = 다른 사람이 이 코드를 보냈나요? 그렇다면 “거부”를 선택하세요.
connect = 연결
device-done-title = 기기가 연결되었습니다
device-done-lead = 이 창을 닫고 기기에서 계속할 수 있습니다.
device-done-client = 이 창을 닫고 { $name }에서 계속할 수 있습니다.
device-denied-title = 기기가 연결되지 않았습니다
device-denied-lead = 접근을 거부했습니다. 이 창을 닫아도 됩니다.
device-expired-title = 이 코드는 더 이상 유효하지 않습니다
device-expired-lead = 기기에서 다시 시작하고 새 코드를 여기에 입력하세요.
device-again = 다른 코드 입력

logout-title = 로그아웃할까요?
logout-lead = 지금 로그아웃하시겠습니까?
logout-lead-client = { $name }에서 로그아웃을 요청합니다.
sign-out = 로그아웃
stay = 로그인 상태 유지
signed-out-title = 로그아웃되었습니다
signed-out-lead = 이 창을 닫아도 됩니다. 기기를 함께 사용한다면 브라우저도 닫으세요.
stayed-title = 아직 로그인되어 있습니다
stayed-lead = 바뀐 것이 없습니다. 이 창을 닫아도 됩니다.

forgot-title = 비밀번호 재설정
forgot-lead = 계정의 이메일 주소를 입력하면 새 비밀번호를 설정할 링크를 보내 드립니다.
email = 이메일 주소
forgot-send = 링크 보내기
forgot-sent-title = 이메일을 확인하세요
forgot-sent-lead = 이 주소의 계정이 있다면 링크가 담긴 메일이 전송됩니다. 몇 분 걸릴 수 있으며, 스팸 메일함도 확인하세요.

reset-title = 새 비밀번호 설정
reset-lead = 이후에는 새 비밀번호로 로그인합니다.
reset-lead-known = 로그인한 비밀번호는 누구나 알고 있습니다. 계속하려면 자신만의 비밀번호를 설정하세요.
new-password = 새 비밀번호
new-password-hint = { $count ->
   *[other] { $count }자 이상이어야 합니다.
}
confirm-password = 새 비밀번호 다시 입력
reset-save = 새 비밀번호 저장
reset-done-title = 비밀번호가 변경되었습니다
reset-done-lead = 이제 새 비밀번호로 로그인할 수 있습니다.

letter-subject = 새 비밀번호
letter-asked = { $name }에서 새 비밀번호를 요청했습니다.
letter-link = 설정하려면 30분 안에 이 링크를 여세요. 링크는 한 번만 쓸 수 있습니다.
letter-ignore = 요청하지 않았다면 아무것도 하지 마세요. 비밀번호는 그대로 유지됩니다.

//! An authorization server's `form_post` answer becomes part of the client page, and of nothing else.

use super::*;

/// What the page's bundle reads, as it stands in the document.
fn posted(page: &Answer) -> Option<&str> {
    let (_, rest) = page
        .text()
        .split_once("<template id=\"posted-answer\" data-form=\"")?;
    let (form, rest) = rest.split_once('"')?;
    assert!(rest.starts_with("></template>"), "{rest}");
    Some(form)
}

#[tokio::test]
async fn the_answer_is_in_the_document_for_the_page_to_take() {
    let host = TestHost::start().await;
    let page = host
        .post_form("/callback", "code=c%201&state=s&iss=x")
        .await;
    assert_eq!(page.status, 200);
    assert!(page.says("data-page=\"client\" data-result=\"idle\""));
    assert_eq!(posted(&page), Some("code=c%201&amp;state=s&amp;iss=x"));
    // The policy is that of the page without an answer: nothing more may run.
    let plain = host.get("/callback").await;
    let policy = "content-security-policy";
    assert_eq!(page.header(policy), plain.header(policy));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(posted(&plain), None);
    assert_eq!(posted(&host.get("/callback?code=c&state=s").await), None);
}

#[tokio::test]
async fn whoever_posts_it_it_is_only_text() {
    let host = TestHost::start().await;
    for (sent, shown) in [
        ("", ""),
        (
            "error=access_denied&state=s",
            "error=access_denied&amp;state=s",
        ),
        ("code=a&code=b", "code=a&amp;code=b"),
        (
            "code=\"><script>alert(1)</script>",
            "code=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
        ),
        ("code=%22%3E%00%FF%0D%0A", "code=%22%3E%00%FF%0D%0A"),
    ] {
        let page = host.post_form("/callback", sent).await;
        assert_eq!((page.status.as_u16(), posted(&page)), (200, Some(shown)));
        assert!(!page.says("<script>"), "{sent}");
    }
}

#[tokio::test]
async fn what_no_form_sends_is_refused() {
    let host = TestHost::start().await;
    let body = "code=c&state=s";
    let with = |content_type: Option<&str>, body: Vec<u8>| {
        let mut request = Request::post("/callback");
        if let Some(value) = content_type {
            request = request.header(header::CONTENT_TYPE, value);
        }
        request.body(Body::from(body)).unwrap()
    };
    let form = "application/x-www-form-urlencoded";
    let cases = [
        (with(None, body.into()), 415),
        (with(Some("application/json"), b"{}".to_vec()), 415),
        (with(Some("text/plain"), body.into()), 415),
        (
            with(Some("multipart/form-data; boundary=x"), body.into()),
            415,
        ),
        (
            with(
                Some("APPLICATION/x-www-form-urlencoded ; charset=utf-8"),
                body.into(),
            ),
            200,
        ),
        (with(Some(form), b"code=\xff".to_vec()), 400),
        (with(Some(form), b"code=\0".to_vec()), 400),
        (with(Some(form), b"code=a b".to_vec()), 400),
        (with(Some(form), b"code=a\r\nb".to_vec()), 400),
        (with(Some(form), "code=ä".into()), 400),
        (with(Some(form), vec![b'a'; 64 * 1024]), 200),
        (with(Some(form), vec![b'a'; 64 * 1024 + 1]), 413),
    ];
    for (number, (request, status)) in cases.into_iter().enumerate() {
        let page = host.send(request).await;
        assert_eq!(page.status, status, "case {number}");
        assert_eq!(posted(&page).is_some(), status == 200, "case {number}");
        if status != 200 {
            assert!(page.says("data-code=\"invalid_request\""), "case {number}");
        }
    }
}

#[tokio::test]
async fn no_code_is_logged() {
    let host = TestHost::start().await;
    for path in ["/callback", "/callback?code=in-the-query"] {
        host.post_form(path, "code=in-the-form&state=s").await;
    }
    let log = log::of_this_test();
    assert!(log.contains("/callback"), "{log}");
    assert!(
        !log.contains("in-the-form") && !log.contains("in-the-query"),
        "{log}"
    );
}

use std::collections::BTreeSet;
use std::fs;

use axum::body::Bytes;
use vestibule_ui::pages;

use super::*;

fn bundles() -> Bundles {
    let asset = |name: &str| pages::Asset {
        url: format!("/assets/login/{name}"),
        integrity: "sha384-x".to_owned(),
    };
    let file = |text: &'static str| StoredFile {
        identity: Bytes::from_static(text.as_bytes()),
        brotli: None,
        gzip: None,
    };
    let names = ["login-00ff.css", "login-00ff.js", "login-00ff_bg.wasm"];
    Bundles {
        login: Some(Bundle {
            entry: pages::Assets {
                stylesheet: asset(names[0]),
                script: asset(names[1]),
                wasm: asset(names[2]),
            },
            files: names.map(|name| (name.to_owned(), file("x"))).into(),
        }),
        client: None,
    }
}

struct Baked {
    folder: tempfile::TempDir,
    said: String,
}

fn options(folder: &Path, base: &str, brand: &str) -> cli::Bake {
    let document = folder.join("brand.toml");
    fs::write(&document, brand).unwrap();
    cli::Bake {
        brand: Some(document),
        out: folder.join("out"),
        base: base.to_owned(),
        root: "/srv/login".to_owned(),
        assets: None,
        application_url: Some("https://app.example/".parse().unwrap()),
        language_cookie: None,
    }
}

fn baked(base: &str, brand: &str) -> Baked {
    let folder = tempfile::tempdir().unwrap();
    let mut said = Vec::new();
    bake(&options(folder.path(), base, brand), &bundles(), &mut said).unwrap();
    Baked {
        folder,
        said: String::from_utf8(said).unwrap(),
    }
}

impl Baked {
    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.out().join(name)).unwrap()
    }

    fn html(&self) -> Vec<String> {
        let list = self.read(".baked");
        let html = list
            .lines()
            .filter(|name| name.split('.').next_back() == Some("html"));
        html.map(str::to_owned).collect()
    }
}

#[test]
fn each_page_has_a_file_in_each_language_and_one_where_people_arrive() {
    let baked = baked("/", "locales.enabled = [\"de\", \"ar\"]");
    assert_eq!(
        baked.html(),
        [
            "404.html",
            "ar/error/index.html",
            "ar/index.html",
            "ar/signed-out/index.html",
            "de/error/index.html",
            "de/index.html",
            "de/signed-out/index.html",
            "error/index.html",
            "index.html",
            "login/index.html",
            "signed-out/index.html",
        ]
    );
    assert!(
        baked
            .read("index.html")
            .contains("<html lang=\"de\" dir=\"ltr\" data-page=\"login\">")
    );
    assert!(
        baked
            .read("ar/index.html")
            .contains("<html lang=\"ar\" dir=\"rtl\" data-page=\"login\">")
    );
    assert!(baked.said.starts_with("11 pages in "), "{}", baked.said);
    for name in baked.html() {
        let packed = fs::metadata(baked.out().join(format!("{name}.br")))
            .unwrap()
            .len();
        assert!(packed <= 14_600, "{name}: {packed}");
    }
}

#[test]
fn under_a_path_every_address_begins_with_it() {
    let baked = baked(
        "/login/",
        "submit = { forgot = { url = \"/portal/forgot\" }, reset = { url = \"/portal/reset\" } }\n\
         features.forgotPassword = \"/login/forgot/\"\n\
         [clients.shop]\nbrand.name = \"Shop\"",
    );
    for name in baked.html() {
        let html = baked.read(&name);
        for attribute in [" href=\"", " src=\""] {
            for part in html.split(attribute).skip(1) {
                let address = part.split('"').next().unwrap();
                assert!(
                    ["/login/", "https://app.example/", "data:", "#"]
                        .iter()
                        .any(|start| address.starts_with(start)),
                    "{name}: {address}"
                );
            }
        }
        assert!(!html.contains("\"/assets/"), "{name}");
    }
    let shop = baked.read("client/shop/de/forgot/index.html");
    assert!(shop.contains("· Shop</title>"));
    assert!(shop.contains("href=\"/login/client/shop/ar/forgot/\""));
    assert!(shop.contains("action=\"/portal/forgot\""));
}

#[test]
fn without_script_there_is_no_form() {
    let html = baked("/", "").read("index.html");
    let templates: String = html.split("<template").skip(1).collect();
    assert_eq!(
        html.matches("<form").count(),
        templates.matches("<form").count()
    );
    assert!(html.contains("<noscript><h1>This page needs JavaScript</h1>"));
}

#[test]
fn the_policy_holds_for_every_page() {
    let baked = baked("/", "[clients.shop]\ncolor.light.primary = \"#b00020\"");
    let headers = baked.read("_headers");
    let hashes = |text: &str| text.matches("'sha256-").count();
    let (scripts, rest) = headers.split_once("style-src").unwrap();
    // The scripts of the form, the error page and the others; two brands.
    assert_eq!((hashes(scripts), hashes(rest)), (3, 2));
    assert!(headers.contains("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"));
    assert!(headers.contains("frame-ancestors 'none'"));
    let policy = headers
        .lines()
        .find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "))
        .unwrap();
    for name in ["nginx.conf", "Caddyfile", "light-4j/header.yml"] {
        assert!(
            baked.read(&format!("_server/{name}")).contains(policy),
            "{name}"
        );
    }
}

#[test]
fn servers_are_told_where_the_folder_is_and_what_its_files_are() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path(), "/login/", "locales.enabled = [\"en\"]");
    options.root = "/var/www/pages/".to_owned();
    bake(&options, &bundles(), &mut Vec::new()).unwrap();
    let read =
        |name: &str| fs::read_to_string(folder.path().join("out/_server").join(name)).unwrap();
    for (name, places) in [
        (
            "nginx.conf",
            vec![
                "alias /var/www/pages/;",
                "alias /var/www/pages/$baked;",
                "image/gif gif;",
            ],
        ),
        ("Caddyfile", vec!["\troot * /var/www/pages\n"]),
        (
            "light-4j/path-resource.yml",
            vec!["path: /login/\n", "base: /var/www/pages\n"],
        ),
        (
            "light-4j/header.yml",
            vec![
                "  /login/assets/login/login-00ff_bg.wasm:\n    response:\n      update:\n        \
                 Cache-Control: \"public, max-age=31536000, immutable\"\n        \
                 Content-Type: \"application/wasm\"\n",
            ],
        ),
    ] {
        let text = read(name);
        for place in places {
            assert!(text.contains(place), "{name}: {place}");
        }
        assert!(!text.contains("/srv/login"), "{name}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_and_what_is_old_goes() {
    let [baked, other] = [(); 2].map(|()| baked("/", "locales.enabled = [\"en\", \"de\"]"));
    for name in baked.read(".baked").lines() {
        assert_eq!(
            fs::read(baked.out().join(name)).unwrap(),
            fs::read(other.out().join(name)).unwrap(),
            "{name}"
        );
    }
    fs::write(baked.out().join("mine.txt"), "kept").unwrap();
    let again = options(baked.folder.path(), "/", "locales.enabled = [\"en\"]");
    bake(&again, &bundles(), &mut Vec::new()).unwrap();
    assert!(!baked.out().join("de").exists());
    assert_eq!(baked.read("mine.txt"), "kept");
}

#[test]
fn forms_go_where_the_brand_says() {
    let baked = baked(
        "/",
        "locales.enabled = [\"en\"]\n\
         layout.socialPosition = \"above\"\n\
         features.social = [{ id = \"x\", label = \"X\", href = \"/x\" }]\n\
         [submit]\n\
         url = \"https://login.example/oauth2/code\"\n\
         mode = \"fetch\"\n\
         origins = [\"https://bff.example\"]\n\
         schemes = [\"com.example.app\"]\n\
         forgot = { url = \"/portal/forgot\", method = \"get\" }\n\
         reset = { url = \"/portal/reset\" }\n\
         logout = { url = \"https://out.example/logout\", method = \"get\" }",
    );
    let login = baked.read("index.html");
    assert!(login.contains("</ul><p class=\"v-or\">or</p><form id=\"login\" method=\"post\" action=\"https://login.example/oauth2/code\""));
    assert!(login.contains(
        "data-schemes=\"com.example.app\" data-logout=\"https://out.example/logout\" data-logout-method=\"get\""
    ));
    // The request stands where the script looks for it.
    let (markup, _) = login.split_once("<script data-base").unwrap();
    let texts: Vec<_> = markup.split('"').collect();
    let request = "client_id=carried-by-script";
    let attributes = texts.windows(2).filter(|it| it[1].contains(request));
    let names: BTreeSet<_> = attributes
        .filter_map(|it| it[0].split(' ').next_back())
        .collect();
    assert_eq!(names, BTreeSet::from(["data-carried=", "href="]));
    // Wherever the script sends something, the policy lets it.
    let headers = baked.read("_headers");
    assert!(
        headers.contains(
            "connect-src 'self' https://bff.example https://login.example https://out.example;"
        ),
        "{headers}"
    );
    for (page, form) in [
        (
            "forgot",
            "<form id=\"forgot\" method=\"get\" action=\"/portal/forgot\"",
        ),
        (
            "reset",
            "<form id=\"reset\" method=\"post\" action=\"/portal/reset\"",
        ),
        (
            "logout",
            "<form id=\"logout\" method=\"get\" action=\"https://out.example/logout\"",
        ),
    ] {
        assert!(
            baked.read(&format!("{page}/index.html")).contains(form),
            "{page}"
        );
    }
    // What it posts to only signs out, so to stay is to go back.
    let logout = baked.read("logout/index.html");
    assert!(!logout.contains("value=\"deny\""));
    assert!(logout.contains("href=\"https://app.example/\""));
}

#[test]
fn what_a_document_has_too_much_is_told_as_its_check_tells_it() {
    let baked = baked("/", "locales.enabled = [\"en\"]\nbrnad = 1");
    assert!(
        baked.said.starts_with(
            "warning: brnad: there is no such key here, so it is ignored; did you mean `brand`?\n"
        ),
        "{}",
        baked.said
    );
}

#[test]
fn what_can_not_be_baked_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let said = |base: &str, brand: &str| {
        bake(
            &options(folder.path(), base, brand),
            &bundles(),
            &mut Vec::new(),
        )
        .unwrap_err()
        .to_string()
    };
    for base in ["login", "/login", "//x/", "/a/../b/", "/a b/"] {
        assert_eq!(
            said(base, ""),
            format!(
                "--base {base} is not a path; write one that starts and ends with a slash, such as /login/"
            )
        );
    }
    for root in [
        "",
        "/",
        "srv/login",
        "/srv//login",
        "/srv/my login",
        "/srv/\"x",
    ] {
        let mut options = options(folder.path(), "/", "");
        options.root = root.to_owned();
        assert_eq!(
            bake(&options, &bundles(), &mut Vec::new())
                .unwrap_err()
                .to_string(),
            format!(
                "--root {root} is not a folder's path; write an absolute one of letters, digits, dots, hyphens \
                 and underscores, such as /srv/login"
            )
        );
    }
    assert_eq!(
        said("/", "[clients.\"a/b\"]\nbrand.name = \"x\""),
        "the client a/b can't have a folder of its own; only letters, digits, dots, hyphens and underscores make one"
    );
    for name in ["", "a b", "a;b", "a=b"] {
        let cookie = cli::Bake {
            language_cookie: Some(name.to_owned()),
            ..options(folder.path(), "/", "")
        };
        let refused = bake(&cookie, &bundles(), &mut Vec::new()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!(
                "--language-cookie {name} is not the name of a cookie; write one of letters, digits, dots, \
                 hyphens and underscores, such as locale"
            )
        );
    }
    assert!(said("/", "brand.name = \"\"").contains("error: brand.name: leave it out"));
    fs::create_dir_all(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/x"), "").unwrap();
    assert!(said("/", "").ends_with("or one that was baked into before"));
}

#[test]
fn the_examples_pass_their_check_and_keep_to_the_budget() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/brands");
    for name in ["bank", "authority", "startup", "institution"] {
        let document = examples.join(name).join("brand.toml");
        let report = brand::load(&document, brand::MOUNT).unwrap();
        assert_eq!(report.findings, [], "{name}");
        let folder = tempfile::tempdir().unwrap();
        let options = cli::Bake {
            brand: Some(document),
            out: folder.path().to_owned(),
            base: "/".to_owned(),
            root: "/srv/login".to_owned(),
            assets: None,
            application_url: None,
            language_cookie: None,
        };
        bake(&options, &bundles(), &mut Vec::new()).unwrap();
        for page in ["index.html", "ar/index.html", "error/index.html"] {
            let packed = fs::metadata(folder.path().join(format!("{page}.br"))).unwrap();
            assert!(packed.len() <= 14_600, "{name}/{page}: {}", packed.len());
        }
    }
}

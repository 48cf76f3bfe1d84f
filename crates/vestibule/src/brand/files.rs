//! The files that a brand document names: read from beside it, named by their content, and never from
//! anywhere else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use aws_lc_rs::digest::{SHA256, SHA384, digest};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::address::{NotAnAddress, is_path};
use super::finding::Problem;
use crate::stored_file::StoredFile;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Picture,
    Font,
    StyleSheet,
}

/// Pictures up to this many bytes stand in the page itself: a request would cost more.
const INLINE: usize = 4096;
/// More than that is told.
const HEAVY_KB: u64 = 200;
/// More than that is never read: a page that loads it is broken.
const MOST_BYTES: u64 = 8 << 20;

/// The files that were named so far.
pub(super) struct Files<'a> {
    folder: &'a Path,
    /// The path that they are served under, with a slash at its end.
    mount: &'a str,
    stored: BTreeMap<String, StoredFile>,
}

/// A file as a page names it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) href: String,
    /// Of a style sheet that was read.
    pub(super) integrity: Option<String>,
    /// Of a picture: width for each unit of height, in thousandths.
    pub(super) aspect: Option<u32>,
    pub(super) warning: Option<Problem>,
}

impl<'a> Files<'a> {
    pub(super) fn new(folder: &'a Path, mount: &'a str) -> Self {
        Self {
            folder,
            mount,
            stored: BTreeMap::new(),
        }
    }

    /// By name below the mount.
    pub(super) fn into_stored(self) -> BTreeMap<String, StoredFile> {
        self.stored
    }

    /// A file beside the document, or a path on the same origin, which is taken as it is.
    pub(super) fn take(&mut self, text: &str, kind: Kind) -> Result<Named, Problem> {
        if is_path(text) {
            return Ok(Named {
                href: text.to_owned(),
                integrity: None,
                aspect: None,
                warning: None,
            });
        }
        if text.starts_with("//") || text.contains(':') {
            return Err(NotAnAddress::Elsewhere(text.to_owned()).into());
        }
        let path = Path::new(text);
        if !path
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        {
            return Err(Problem::Outside(text.to_owned()));
        }
        let extension = path.extension().and_then(|it| it.to_str());
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        if !kind.extensions().contains(&extension.as_str()) {
            return Err(Problem::FileKind {
                file: text.to_owned(),
                allowed: kind.names(),
            });
        }
        let content = self.read(text)?;
        let kilobytes = content.len() as u64 / 1000;
        let warning = (kilobytes > HEAVY_KB).then(|| Problem::Heavy {
            file: text.to_owned(),
            kilobytes,
            limit: HEAVY_KB,
        });
        let aspect = (kind == Kind::Picture)
            .then(|| aspect(&content, &extension))
            .flatten();
        let integrity = (kind == Kind::StyleSheet)
            .then(|| format!("sha384-{}", STANDARD.encode(digest(&SHA384, &content))));
        if kind == Kind::Picture
            && extension == "svg"
            && content.len() <= INLINE
            && let Ok(svg) = std::str::from_utf8(&content)
        {
            return Ok(Named {
                href: data_address(svg),
                integrity,
                aspect,
                warning,
            });
        }
        let name = hashed_name(path, &extension, &content);
        let href = format!("{}{name}", self.mount);
        self.stored
            .entry(name)
            .or_insert_with_key(|name| StoredFile::new(name, content));
        Ok(Named {
            href,
            integrity,
            aspect,
            warning,
        })
    }

    fn read(&self, text: &str) -> Result<Vec<u8>, Problem> {
        let path = self.folder.join(text);
        let unreadable = |why: String| Problem::Unreadable {
            file: text.to_owned(),
            why,
        };
        let size = fs::metadata(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Problem::NoFile(text.to_owned()),
            _ => unreadable(error.to_string()),
        })?;
        if !size.is_file() {
            return Err(unreadable("it is not a file".to_owned()));
        }
        if size.len() > MOST_BYTES {
            return Err(unreadable(format!(
                "it is larger than {} MB",
                MOST_BYTES >> 20
            )));
        }
        fs::read(&path).map_err(|error| unreadable(error.to_string()))
    }
}

impl Kind {
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Picture => &["svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico"],
            Self::Font => &["woff2", "woff"],
            Self::StyleSheet => &["css"],
        }
    }

    fn names(self) -> &'static str {
        match self {
            Self::Picture => ".svg, .png, .jpg, .webp, .avif, .gif, .ico",
            Self::Font => ".woff2, .woff",
            Self::StyleSheet => ".css",
        }
    }
}

/// `logo-0123456789abcdef.svg`
fn hashed_name(path: &Path, extension: &str, content: &[u8]) -> String {
    let stem = path.file_stem().and_then(|it| it.to_str());
    let stem: String = stem
        .unwrap_or_default()
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let hash = digest(&SHA256, content);
    let hash: Vec<String> = hash
        .as_ref()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{stem}-{}.{extension}", hash.concat())
}

/// The picture itself as an address. In an image nothing of it runs.
pub(super) fn data_address(svg: &str) -> String {
    let mut address = "data:image/svg+xml,".to_owned();
    let mut is_space = false;
    for c in svg.trim().chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' => {
                if !is_space {
                    address.push_str("%20");
                }
            }
            '%' => address.push_str("%25"),
            '#' => address.push_str("%23"),
            '"' => address.push_str("%22"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            c if c.is_ascii() => address.push(c),
            c => {
                let encoded = percent_encoding::utf8_percent_encode(
                    c.encode_utf8(&mut [0; 4]),
                    percent_encoding::NON_ALPHANUMERIC,
                )
                .to_string();
                address.push_str(&encoded);
            }
        }
        is_space = matches!(c, ' ' | '\t' | '\r' | '\n');
    }
    address
}

/// Width for each unit of height, in thousandths.
fn aspect(content: &[u8], extension: &str) -> Option<u32> {
    let (width, height) = if extension == "svg" {
        svg_size(std::str::from_utf8(content).ok()?)?
    } else {
        let size = imagesize::blob_size(content).ok()?;
        let exact = |pixels: usize| u32::try_from(pixels).ok().map(f64::from);
        (exact(size.width)?, exact(size.height)?)
    };
    let aspect = (width / height * 1000.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    (aspect.is_finite() && (1.0..=100_000.0).contains(&aspect)).then_some(aspect as u32)
}

/// By `viewBox`, else by `width` and `height`.
fn svg_size(svg: &str) -> Option<(f64, f64)> {
    let tag = svg.get(svg.find("<svg")?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let attribute = |name: &str| {
        let rest = tag.split_once(&format!(" {name}="))?.1;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    };
    if let Some(view_box) = attribute("viewBox") {
        let numbers: Vec<f64> = view_box
            .split([' ', ','])
            .filter_map(|number| number.parse().ok())
            .collect();
        if let [_, _, width, height] = numbers[..] {
            return Some((width, height));
        }
    }
    let length = |name| attribute(name)?.trim_end_matches("px").parse().ok();
    Some((length("width")?, length("height")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_picture_is_known_before_it_is_drawn() {
        for (svg, expected) in [
            ("<svg viewBox='0 0 240 60'>", Some(4000)),
            (
                "<?xml?><svg width=\"30px\" height=\"20\" xmlns='x'>",
                Some(1500),
            ),
            ("<svg>", None),
            ("<svg viewBox='0 0 1 0'>", None),
            ("", None),
        ] {
            assert_eq!(aspect(svg.as_bytes(), "svg"), expected, "{svg}");
        }
    }

    #[test]
    fn a_small_picture_is_its_own_address() {
        assert_eq!(
            data_address("<svg a=\"é 1%\">\n  <g fill='#fff'/></svg>\n"),
            "data:image/svg+xml,%3Csvg%20a=%22%C3%A9%201%25%22%3E%20%3Cg%20fill='%23fff'/%3E%3C/svg%3E"
        );
    }

    #[test]
    fn only_files_beside_the_document_are_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("big.svg"), "<svg>".repeat(1000)).unwrap();
        fs::create_dir(folder.path().join("sub.png")).unwrap();
        let mut files = Files::new(folder.path(), "/brand/");
        let named = files.take("big.svg", Kind::Picture).unwrap();
        assert_eq!(named.href, "/brand/big-6eb3faf9b2004d6e.svg");
        let said = |text: &str, kind| {
            Files::new(folder.path(), "/brand/")
                .take(text, kind)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            said("../secret.svg", Kind::Picture),
            "../secret.svg leads out of the folder of the brand document; put a copy beside the document"
        );
        assert_eq!(
            said("https://cdn.example/x.svg", Kind::Picture),
            "`https://cdn.example/x.svg` is on another origin; pages load nothing from elsewhere: \
             put the file beside the brand document"
        );
        assert_eq!(
            said("x.svg", Kind::Picture),
            "the file x.svg is not there; write its path as seen from the folder of the brand document"
        );
        assert_eq!(
            said("x.ttf", Kind::Font),
            "x.ttf is not one of .woff2, .woff"
        );
        assert_eq!(
            said("sub.png", Kind::Picture),
            "the file sub.png can't be read: it is not a file"
        );
    }
}

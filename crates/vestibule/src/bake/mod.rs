//! `vestibule bake`: the login view as files for any web server. It draws the same pages as the host, each
//! in every language, and writes them with what they load and what a server must say of them. The same
//! input gives the same bytes.

mod folder;
mod pages;
mod server;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::{
    brand::{self, BrandSet, Finding, live::BrandError},
    cli,
    host::bundle::{Bundle, BundleError, Bundles},
    stored_file::StoredFile,
};

use folder::FolderError;
use pages::Site;

/// Why nothing was baked, each with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum BakeError {
    /// The bundles.
    #[error(transparent)]
    Bundles(#[from] BundleError),
    /// The brand document.
    #[error(transparent)]
    Brand(#[from] BrandError),
    /// The place.
    #[error(
        "--base {0} is not a path; write one that starts and ends with a slash, such as /login/"
    )]
    Base(String),
    /// The place on the server.
    #[error(
        "--root {0} is not a folder's path; write an absolute one of letters, digits, dots, hyphens and \
         underscores, such as /srv/login"
    )]
    Root(String),
    /// A cookie that can't be.
    #[error(
        "--language-cookie {0} is not the name of a cookie; write one of letters, digits, dots, hyphens and \
         underscores, such as locale"
    )]
    LanguageCookie(String),
    /// A client whose folder no server could find.
    #[error(
        "the client {0} can't have a folder of its own; only letters, digits, dots, hyphens and \
         underscores make one"
    )]
    Client(String),
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Standard output is gone.
    #[error("the summary can't be written: {0}")]
    Output(#[from] io::Error),
}

/// Every file, by its path below the folder.
type Files = BTreeMap<String, Vec<u8>>;

/// Draws the pages and writes the folder.
pub fn bake(options: &cli::Bake, bundles: &Bundles, out: &mut dyn Write) -> Result<(), BakeError> {
    let base = base(&options.base)?;
    let root = root(&options.root)?;
    let language_cookie = options.language_cookie.as_deref();
    if let Some(name) = language_cookie.filter(|name| !is_plain_name(name)) {
        return Err(BakeError::LanguageCookie(name.to_owned()));
    }
    let (brands, warnings) = brands(options.brand.as_deref(), &base)?;
    for client in brands.clients() {
        if client.starts_with('.') || !is_plain_name(client) {
            return Err(BakeError::Client(client.to_owned()));
        }
    }
    let site = Site {
        base: &base,
        brands: &brands,
        bundle: bundles.login.as_ref(),
        application: options.application_url.clone().map(Into::into),
        language_cookie,
    };
    let drawn = site.draw();
    let mut files = drawn.files;
    let is_page = |path: &&String| path.split('.').next_back() == Some("html");
    let pages = files.keys().filter(is_page).count();
    if let Some(bundle) = &bundles.login {
        add_bundle(&mut files, bundle);
    }
    for (name, file) in brands.files() {
        add(&mut files, &format!("brand/{name}"), file);
    }
    let told = server::Site {
        base: &base,
        root,
        policy: &drawn.policy,
    };
    let told = server::files(&told, &files);
    files.extend(told);
    folder::write(&options.out, &files)?;
    for warning in warnings {
        writeln!(out, "{warning}")?;
    }
    writeln!(
        out,
        "{pages} pages in {}, to be served at {base}\nWhat the server must say of them: {}",
        options.out.display(),
        options.out.join(server::FOLDER).display(),
    )?;
    if bundles.login.is_none() {
        writeln!(
            out,
            "There is no login bundle, so the pages have no show-password button and no Caps Lock hint; \
             build it by `cargo xtask bundles`, or name it with --assets"
        )?;
    }
    Ok(())
}

fn base(text: &str) -> Result<String, BakeError> {
    if is_plain_path(text) && text.ends_with('/') && !text.contains("/.") {
        Ok(text.to_owned())
    } else {
        Err(BakeError::Base(text.to_owned()))
    }
}

/// Without the slash at its end. The root of the whole disk is nobody's folder of pages.
fn root(text: &str) -> Result<&str, BakeError> {
    let root = text.strip_suffix('/').unwrap_or(text);
    if is_plain_path(root) && !root.ends_with('/') {
        Ok(root)
    } else {
        Err(BakeError::Root(text.to_owned()))
    }
}

/// One that needs no quotes in anybody's configuration.
fn is_plain_path(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._~-".contains(&byte);
    text.starts_with('/') && !text.contains("//") && text.bytes().all(is_plain)
}

/// One that needs no escape in a path, an attribute or a cookie.
fn is_plain_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !text.is_empty() && text.bytes().all(is_plain)
}

/// The brands, and what is to be said of a document that can be used all the same.
fn brands(path: Option<&Path>, base: &str) -> Result<(BrandSet, Vec<Finding>), BakeError> {
    let Some(path) = path else {
        return Ok((BrandSet::default(), Vec::new()));
    };
    let report = brand::load(path, &format!("{base}brand/")).map_err(BrandError::from)?;
    let (path, findings): (PathBuf, _) = (path.to_owned(), report.findings);
    match report.brands {
        Some(brands) => Ok((brands, findings)),
        None => Err(BrandError::Errors {
            path,
            errors: findings,
        }
        .into()),
    }
}

fn add_bundle(files: &mut Files, bundle: &Bundle) {
    for (name, file) in &bundle.files {
        add(files, &format!("assets/login/{name}"), file);
    }
}

/// A file with its compressed forms beside it.
fn add(files: &mut Files, path: &str, file: &StoredFile) {
    files.insert(path.to_owned(), file.identity.to_vec());
    for (ending, content) in [("br", &file.brotli), ("gz", &file.gzip)] {
        if let Some(content) = content {
            files.insert(format!("{path}.{ending}"), content.to_vec());
        }
    }
}

#[cfg(test)]
mod tests;

//! The folder in nginx's words: locations for a `server` block.

use super::{ASK_AGAIN, FOLDER, Headers, IMMUTABLE, Site, without_slash};
use crate::media_type;

pub(super) fn conf(site: &Site<'_>, headers: &Headers) -> String {
    let Site { base, root, .. } = site;
    let add = |cache| {
        headers.lines(cache, |name, value| {
            format!("    add_header {name} \"{value}\" always;\n")
        })
    };
    let (pages, assets) = (add(ASK_AGAIN), add(IMMUTABLE));
    let types = types();
    // An error's page comes from the first location, and says what that says: it is kept by nobody.
    let missing = format!("    error_page 404 {base}404.html;\n");
    format!(
        "# Inside `server {{ … }}`: include {root}/{FOLDER}/nginx.conf;\n\
         # With the brotli module add `brotli_static on;` beside each `gzip_static on;`.\n\
         location {base} {{\n    \
         alias {root}/;\n    \
         index index.html;\n    \
         absolute_redirect off;\n    \
         gzip_static on;\n\
         {types}    \
         # A failed sign-in may come by POST (light-oauth2 answers 307): the page is the same.\n    \
         error_page 405 =200 $uri;\n\
         {missing}\
         {pages}\
         }}\n\
         location ~ ^{pattern}(?<baked>(assets|brand)/.+)$ {{\n    \
         alias {root}/$baked;\n    \
         gzip_static on;\n\
         {types}\
         {missing}\
         {assets}\
         }}\n\
         location ~ ^{pattern}({FOLDER}/|_headers$|\\.baked$) {{\n\
         {missing}\
         {pages}    \
         return 404;\n\
         }}\n\
         # light-oauth2 sends people to /error of the host that they see.\n\
         location = /error {{ rewrite ^ {base}error/index.html last; }}\n\
         {slash}",
        slash = without_slash(base, |path| format!(
            "location = {path} {{\n    absolute_redirect off;\n{pages}    return 301 {base}$is_args$args;\n}}\n"
        )),
        pattern = base.replace('.', "\\."),
    )
}

/// Instead of the ones that this nginx happens to know.
fn types() -> String {
    let line = |(ending, media_type): (&str, &str)| {
        let bare = media_type.split(';').next().unwrap_or(media_type);
        format!("        {bare} {ending};\n")
    };
    let known: String = media_type::TYPES.into_iter().map(line).collect();
    format!(
        "    types {{\n        text/html html;\n{known}    }}\n    \
         charset utf-8;\n    \
         charset_types text/css text/javascript;\n"
    )
}

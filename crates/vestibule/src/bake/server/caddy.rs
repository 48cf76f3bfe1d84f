//! The folder in Caddy's words: directives for a site block, as `caddy fmt` would write them.

use super::{ASK_AGAIN, FOLDER, Headers, IMMUTABLE, Site, without_slash};

pub(super) fn file(site: &Site<'_>, headers: &Headers) -> String {
    let Site { base, root, .. } = site;
    let set =
        |cache, indent| headers.lines(cache, |name, value| format!("{indent}{name} \"{value}\"\n"));
    let strip = base.trim_end_matches('/');
    format!(
        "# Inside a site block: import {root}/{FOLDER}/Caddyfile\n\
         # light-oauth2 sends people to /error of the host that they see.\n\
         rewrite /error {base}error/\n\
         {slash}\
         handle_path {strip}/* {{\n\
         \troot * {root}\n\
         \t@kept path /assets/* /brand/*\n\
         \theader @kept {{\n{kept}\t}}\n\
         \t@pages not path /assets/* /brand/*\n\
         \theader @pages {{\n{pages}\t}}\n\
         \t@own path /{FOLDER}/* /_headers /.baked\n\
         \terror @own 404\n\
         \t# A failed sign-in may come by POST (light-oauth2 answers 307): the page is the same.\n\
         \t@posted method POST\n\
         \tmethod @posted GET\n\
         \tfile_server {{\n\t\tprecompressed br gzip\n\t\tdisable_canonical_uris\n\t}}\n\
         }}\n\
         handle_errors {{\n\
         \t@missing `{{err.status_code}} == 404 && path('{base}*')`\n\
         \thandle @missing {{\n\
         \t\troot * {root}\n\
         \t\theader {{\n{missing}\t\t}}\n\
         \t\trewrite * /404.html\n\
         \t\tfile_server {{\n\t\t\tprecompressed br gzip\n\t\t}}\n\
         \t}}\n\
         }}\n",
        slash = without_slash(base, |path| format!("rewrite {path} {base}\n")),
        kept = set(IMMUTABLE, "\t\t"),
        pages = set(ASK_AGAIN, "\t\t"),
        // In place of what was said before the file was missed.
        missing = set(ASK_AGAIN, "\t\t\t"),
    )
}

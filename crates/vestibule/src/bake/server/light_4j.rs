//! The folder in light-4j's words: the files of its header and path resource handlers, and of the chain that
//! has both. It has no words for pages of errors, for compressed forms, or for `/error` outside the folder's path.

use super::{ASK_AGAIN, Headers, IMMUTABLE, KEPT, Site, put};
use crate::{bake::Files, media_type};

pub(super) fn files(
    site: &Site<'_>,
    headers: &Headers,
    baked: &Files,
) -> [(&'static str, String); 3] {
    [
        ("handler.yml", HANDLER.to_owned()),
        ("header.yml", header(site, headers, baked)),
        ("path-resource.yml", path_resource(site)),
    ]
}

const HANDLER: &str = "\
# A server that does nothing else. A gateway has these lines in a handler.yml of its own.
enabled: true
handlers:
  - com.networknt.header.HeaderHandler@header
  - com.networknt.resource.PathResourceHandler@resource
chains: {}
paths: []
defaultHandlers:
  - header
  - resource
";

fn path_resource(site: &Site<'_>) -> String {
    format!(
        "# The handler serves POST as it serves GET, which a failed sign-in needs.\n\
         path: {}\n\
         base: {}\n\
         prefix: true\n\
         transferMinSize: 10245760\n\
         directoryListingEnabled: false\n",
        site.base, site.root
    )
}

fn header(site: &Site<'_>, headers: &Headers, baked: &Files) -> String {
    let lines = headers.lines(ASK_AGAIN, |name, value| {
        format!("    {name}: \"{value}\"\n")
    });
    let mut text = format!(
        "# In the chain before the resource handler.\n\
         enabled: true\n\
         response:\n  \
         update:\n\
         {lines}\
         # What may be kept, and is not what the resource handler would take it for.\n\
         pathPrefixHeader:\n"
    );
    let is_kept = |path: &&String| {
        path.split_once('/')
            .is_some_and(|(folder, _)| KEPT.contains(&folder))
    };
    for path in baked.keys().filter(is_kept) {
        if [".br", ".gz"].iter().any(|form| path.ends_with(form)) {
            continue;
        }
        let media_type = media_type::of(path);
        put(
            &mut text,
            format_args!(
                "  {}{path}:\n    response:\n      update:\n        \
                 Cache-Control: \"{IMMUTABLE}\"\n        Content-Type: \"{}\"\n",
                site.base,
                media_type.to_str().unwrap_or_default()
            ),
        );
    }
    text
}

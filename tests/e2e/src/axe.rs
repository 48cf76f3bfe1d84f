//! What axe-core finds wrong with the page that a browser shows, for people who do not see it, hear it, or use a mouse.

use std::fmt;
use std::path::Path;

use serde_json::{Value, json};

use crate::browser::{Browser, Look};
use crate::trouble::{Outcome, Trouble, trying};

/// axe-core's own bundle, as `npm ci` puts it there.
const SOURCE: &str = "peers/axe/node_modules/axe-core/axe.min.js";

/// Every rule that is on by itself, best practices too; only what is surely wrong.
const SCRIPT: &str = "const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'] }).then(
        (result) => done(result.violations.flatMap((rule) => rule.nodes.map((node) => (
            { rule: rule.id, target: node.target.join(' '), summary: node.failureSummary }
        )))),
        (error) => done(String(error)),
    );";

/// One thing that is wrong.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// How the page was looked at.
    pub look: Look,
    /// Which rule.
    pub rule: String,
    /// Where, as a CSS selector.
    pub target: String,
    /// What to do about it.
    pub summary: String,
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at {} ({:?}): {}",
            self.rule, self.target, self.look, self.summary
        )
    }
}

/// Everything that axe finds in the page as it is now, in light, dark and forced colours.
pub async fn findings(browser: &Browser) -> Outcome<Vec<Finding>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE);
    let source = std::fs::read_to_string(&path).map_err(trying(path.display().to_string()))?;
    // As the driver's own function, it is under no policy of the page's.
    browser.run(&source, Vec::new()).await?;
    let mut findings = Vec::new();
    for look in Look::ALL {
        browser.look(look).await?;
        let found = browser.run_async(SCRIPT, Vec::new()).await?;
        let list = found
            .as_array()
            .ok_or_else(|| Trouble::Answer(found.to_string()))?;
        findings.extend(list.iter().map(|it| finding(look, it)));
    }
    Ok(findings)
}

fn finding(look: Look, found: &Value) -> Finding {
    let text = |name: &str| {
        let value = found.get(name).unwrap_or(&Value::Null);
        value
            .as_str()
            .map_or_else(|| json!(value).to_string(), str::to_owned)
    };
    Finding {
        look,
        rule: text("rule"),
        target: text("target"),
        summary: text("summary"),
    }
}

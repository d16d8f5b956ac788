//! A story → the text of an article: front-matter with what is known, comments for what an editor has to fill in.

use time::Date;

use super::markdown;
use super::story::Story;

/// What the caller knows or has worked out about an article.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Id or name of the county.
    pub county: Option<String>,
    /// Its date, if the file does not say.
    pub date: Option<Date>,
    /// Its default period, as it is to be written.
    pub period: Option<String>,
}

/// The text of an article with these lines of metrics; `new` are of indicators that the site does not have.
#[must_use]
pub fn article(story: &Story, known: &Known, metrics: &[String], new: &[String]) -> String {
    let mut front = Lines::default();
    front.value("title", story.title.as_deref(), "填标题");
    front.optional("kicker", story.kicker.as_deref());
    front.optional("subtitle", story.subtitle.as_deref());
    front.value("county", known.county.as_deref(), "填县名");
    let date = story.date.or(known.date).map(|date| date.to_string());
    front.value("date", date.as_deref(), "填日期，如 2023-12-26");
    front.optional("period", known.period.as_deref());
    front.metrics(metrics, new);
    front.people("authors", &story.authors);
    if let Some(source) = &story.source {
        let day = story.date.map(|date| format!(", date: {date}")).unwrap_or_default();
        front.raw("source", &format!("{{name: {}{day}}}", scalar(source)));
    }
    front.people("credits", &story.credits);
    front.0.push_str("draft: true # 导入的稿件，核对以后删去这一行\n");
    let body = markdown::body(&story.blocks, &story.notes);
    format!("---\n{}---\n\n{body}", front.0)
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn raw(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key}: {value}\n"));
    }

    fn optional(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(key, &scalar(value));
        }
    }

    fn value(&mut self, key: &str, value: Option<&str>, missing: &str) {
        match value {
            Some(value) => self.raw(key, &scalar(value)),
            None => self.0.push_str(&format!("{key}: # {missing}\n")),
        }
    }

    fn metrics(&mut self, metrics: &[String], new: &[String]) {
        let lines = |lines: &[String], lead: &str| -> String {
            lines.iter().map(|line| format!("  {lead}{}\n", line.trim_start_matches("# "))).collect()
        };
        let is_line = |line: &&String| !line.starts_with('#');
        if metrics.iter().any(|line| is_line(&line)) {
            self.0.push_str("metrics: # 从正文读出，请核对\n");
            let (plain, doubtful): (Vec<String>, Vec<String>) =
                metrics.iter().cloned().partition(|line| is_line(&line));
            self.0.push_str(&lines(&plain, ""));
            self.0.push_str(&lines(&doubtful, "# 另有 "));
        }
        if !new.is_empty() {
            self.0.push_str("  # 网站还没有的指标：\n");
            self.0.push_str(&lines(new, "# "));
        }
    }

    fn people(&mut self, key: &str, roles: &[(String, Vec<String>)]) {
        let entry = |(role, names): &(String, Vec<String>)| match names.as_slice() {
            [] => None,
            [name] => Some(format!("{}: {}", scalar(role), scalar(name))),
            names => {
                let names: Vec<String> = names.iter().map(|name| scalar(name)).collect();
                Some(format!("{}: [{}]", scalar(role), names.join(", ")))
            }
        };
        let entries: Vec<String> = roles.iter().filter_map(entry).collect();
        if !entries.is_empty() {
            self.raw(key, &format!("{{{}}}", entries.join(", ")));
        }
    }
}

/// A YAML scalar: in quotes unless it can stand without anywhere, flow lists included.
#[must_use]
pub fn scalar(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = text.chars().next().unwrap_or(' ');
    let is_odd = |c: char| c.is_control() || matches!(c, ',' | '[' | ']' | '{' | '}' | '"' | '\\' | '#');
    let is_safe = (first.is_alphanumeric() || matches!(first, '“' | '《' | '‘' | '「' | '（'))
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(is_odd)
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    if is_safe { text } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars() {
        for (text, expect) in [
            ("庆云县：收入", "庆云县：收入"),
            ("“甲”", "“甲”"),
            ("a: b", "\"a: b\""),
            ("[甲]", "\"[甲]\""),
            ("甲,乙", "\"甲,乙\""),
            ("a\"b", "\"a\\\"b\""),
            ("no", "\"no\""),
            ("", "\"\""),
            ("2023-01-01", "2023-01-01"),
        ] {
            assert_eq!(scalar(text), expect);
        }
    }
}

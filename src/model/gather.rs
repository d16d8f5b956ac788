//! Articles by what they have in common: tags, counties, columns, files. What is gathered depends on a little of each
//! article; while that little is the same, so is what is gathered.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::links::LinkTarget;
use super::list::List;
use super::site::{ArticleIx, SiteArticle, Tag, Tags};
use crate::diag::SourcePath;

/// The lists of a site's articles.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// All of them.
    pub articles: List<SiteArticle>,
    /// By tag.
    pub tags: Arc<Tags>,
    /// By county.
    pub by_county: Vec<Arc<Vec<ArticleIx>>>,
    /// By column.
    pub by_column: Vec<Arc<Vec<ArticleIx>>>,
    /// What each content file became.
    pub targets: Arc<HashMap<SourcePath, LinkTarget>>,
    /// Those of them that are no shown article.
    others: Vec<(SourcePath, LinkTarget)>,
}

impl Gathered {
    /// Gathers the articles of a site with so many counties and columns, and with these other content files.
    pub fn again(
        self,
        articles: List<SiteArticle>,
        (counties, columns): (usize, usize),
        others: Vec<(SourcePath, LinkTarget)>,
    ) -> Self {
        let like = |same: fn(&SiteArticle, &SiteArticle) -> bool| articles.is_like(&self.articles, same);
        let tags = if like(|a, b| words(a).eq(words(b))) { self.tags } else { Arc::new(Tags::of(&articles)) };
        let by_county = if self.by_county.len() == counties && like(|a, b| a.counties == b.counties) {
            self.by_county
        } else {
            lists(counties, &articles, |a| a.counties.iter().map(|c| c.at()))
        };
        let by_column = if self.by_column.len() == columns && like(|a, b| a.column == b.column) {
            self.by_column
        } else {
            lists(columns, &articles, |a| a.column.iter().map(|c| c.at()))
        };
        let targets = if self.others == others && like(|a, b| a.file.file == b.file.file) {
            self.targets
        } else {
            Arc::new(targets(&articles, &others))
        };
        Self { articles, tags, by_county, by_column, targets, others }
    }
}

fn words(article: &SiteArticle) -> impl Iterator<Item = &str> {
    article.file.tags.iter().map(|tag| tag.value.as_str())
}

/// The articles of each of `count` things; `of` says which things an article belongs to.
fn lists<'a, I: Iterator<Item = usize>>(
    count: usize,
    articles: &'a List<SiteArticle>,
    of: impl Fn(&'a SiteArticle) -> I,
) -> Vec<Arc<Vec<ArticleIx>>> {
    let mut lists = vec![Vec::new(); count];
    for (i, article) in articles.iter().enumerate() {
        for at in of(article) {
            if let Some(list) = lists.get_mut(at) {
                list.push(ArticleIx::new(i));
            }
        }
    }
    lists.into_iter().map(Arc::new).collect()
}

fn targets(articles: &List<SiteArticle>, others: &[(SourcePath, LinkTarget)]) -> HashMap<SourcePath, LinkTarget> {
    let shown = articles.iter().enumerate();
    let shown = shown.map(|(i, a)| (a.file.file.clone(), LinkTarget::Article(ArticleIx::new(i))));
    let mut all: HashMap<SourcePath, LinkTarget> = HashMap::with_capacity(articles.len() + others.len());
    all.extend(shown);
    all.extend(others.iter().cloned());
    all
}

impl Tags {
    fn of(articles: &List<SiteArticle>) -> Self {
        let names: HashSet<&str> = articles.iter().flat_map(words).collect();
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        let numbers: HashMap<&str, u32> = names.iter().copied().zip(0..).collect();
        let mut tags =
            Self { lists: names.iter().map(|name| (Tag::from(*name), Vec::new())).collect(), ..Self::default() };
        for (i, article) in articles.iter().enumerate() {
            let mut own: Vec<u32> = words(article).filter_map(|tag| numbers.get(tag).copied()).collect();
            own.sort_unstable();
            own.dedup();
            for tag in &own {
                if let Some((_, list)) = tags.lists.get_mut(*tag as usize) {
                    list.push(ArticleIx::new(i));
                }
            }
            tags.numbers.extend(own);
            tags.ends.push(tags.numbers.len());
        }
        tags
    }
}

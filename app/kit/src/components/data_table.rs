//! A dense table with a sticky head; sorting is a link, so that order stands in the address. On a phone rows become
//! blocks, in which each cell names itself by `data-label`.

use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub words: String,
    /// Where a press on it leads.
    pub sort: Option<String>,
    pub order: Order,
    /// Holds numbers, so it stands at the right.
    pub number: bool,
    /// As narrow as its content.
    pub tight: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    None,
    Ascending,
    Descending,
}

impl Head {
    pub fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// A column of buttons or signs, whose name is only heard.
    pub fn tight(words: impl Into<String>) -> Self {
        Self { tight: true, ..Self::new(words) }
    }

    pub fn number(words: impl Into<String>) -> Self {
        Self { number: true, ..Self::new(words) }
    }

    #[must_use]
    pub fn sorted(mut self, by: impl Into<String>, order: Order) -> Self {
        (self.sort, self.order) = (Some(by.into()), order);
        self
    }
}

/// `children` are `<tr>` with `<td data-label="…">`; the cell that names the row is `<th scope="row">`.
#[component]
pub fn DataTable(#[prop(into)] caption: String, heads: Vec<Head>, children: Children) -> impl IntoView {
    let heads = heads.into_iter().map(head_cell).collect_view();
    view! {
        <div class="table-box">
            <table class="table table-stack">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

fn head_cell(head: Head) -> impl IntoView {
    let class = match (head.number, head.tight) {
        (true, _) => Some("n"),
        (_, true) => Some("tight"),
        _ => None,
    };
    let order = match head.order {
        Order::None => None,
        Order::Ascending => Some("ascending"),
        Order::Descending => Some("descending"),
    };
    let words = match head.sort {
        Some(href) => view! { <a class="sort" href=href>{head.words}</a> }.into_any(),
        None => view! { <span>{head.words}</span> }.into_any(),
    };
    view! { <th scope="col" class=class aria-sort=order>{words}</th> }
}

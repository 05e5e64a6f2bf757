//! The document of a page: the view rendered in one go, inside what the router and the title need to know of the request.

use std::sync::Once;

use any_spawner::Executor;
use axum::http::Uri;
use axum::response::Html;
use futures_util::{StreamExt, stream};
use leptos::prelude::*;
use leptos_meta::ServerMetaContext;
use leptos_router::location::RequestUrl;

use app::client::density::Density;
use app::shell::{Assets, Screen, shell};

use crate::Server;

/// The HTML of a screen under an address, as dense as the device wishes.
pub async fn render(server: &Server, uri: &Uri, screen: Screen, density: Density) -> Html<String> {
    static EXECUTOR: Once = Once::new();
    // Nothing is spawned while a page is rendered, but Leptos asks for whom it would be.
    EXECUTOR.call_once(|| drop(Executor::init_tokio()));
    let (meta, told) = ServerMetaContext::new();
    // With the origin in front, so that no path can be taken for another host.
    let url = server.public_url.join(uri.path_and_query().map_or("/", |address| address.as_str()));
    let body = write(url, assets(server), meta, screen, density);
    // The title is known only now, and goes into the head.
    let whole = told.inject_meta_context(stream::once(std::future::ready(body))).await;
    Html(whole.collect::<Vec<String>>().await.concat())
}

fn write(url: String, assets: Assets, meta: ServerMetaContext, screen: Screen, density: Density) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(RequestUrl::new(&url));
        provide_context(meta);
        shell(assets, screen, density).to_html()
    })
}

fn assets(server: &Server) -> Assets {
    server.site.manifest().map_or_else(Assets::default, |site| Assets {
        style: site.style.clone(),
        later_style: site.later_style.clone(),
        script: site.script.clone(),
        module: site.module.clone(),
        parts: site.parts.clone(),
    })
}

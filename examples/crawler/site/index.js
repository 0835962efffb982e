const pages = {
	"/": ["Home", ["/news", "/about", "/shop", "https://example.com/elsewhere"]],
	"/news": ["News", ["/", "/news/1", "/news/2", "/news/3#comments"]],
	"/news/1": ["First", ["/news"]],
	"/news/2": ["Second", ["/news", "/gone"]],
	"/news/3": ["Third", ["/news", "/about"]],
	"/about": ["About", ["/"]],
	"/shop": ["Shop", ["/"]],
};
let troubles = 2; // how often the shop fails before it works

export default {
	fetch(request) {
		const { pathname } = new URL(request.url);
		if (pathname === "/shop" && troubles-- > 0) return new Response("try again", { status: 503 });
		const page = pages[pathname];
		if (!page) return new Response("not here", { status: 404 });
		const [title, links] = page;
		const list = links.map((href) => `<li><a href="${href}">${href}</a></li>`).join("");
		return new Response(`<!doctype html><title>${title}</title><ul>${list}</ul>`, { headers: { "Content-Type": "text/html" } });
	},
};

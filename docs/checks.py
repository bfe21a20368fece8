"""What no picture may show: text that is cut, a page wider than its window, a tool's own furniture.

Each is looked for in the page itself while its picture is taken, below open shadow roots too.
"""

from playwright.sync_api import Page

_EVERYTHING = """
  const all = (root) => [...root.querySelectorAll("*")].flatMap(
    (node) => node.shadowRoot ? [node, ...all(node.shadowRoot)] : [node]);
  const said = (node) => [...node.childNodes].some(
    (one) => one.nodeType === Node.TEXT_NODE && one.textContent.trim());
  const seen = (node) => node.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && node.getBoundingClientRect().width > 2 && node.getBoundingClientRect().height > 2;
  const told = (node) => `<${node.localName} class="${node.getAttribute("class") || ""}"> `
    + (node.textContent || "").trim().slice(0, 70);
"""

_WIDER = """() => {
  const ones = [document.documentElement, ...document.querySelectorAll("[data-testid=stMain]")];
  return ones.filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.scrollWidth} > ${one.clientWidth} pixels`);
}"""

_CUT = f"""() => {{{_EVERYTHING}
  const lines = (node) => [...node.childNodes]
    .filter((one) => one.nodeType === Node.TEXT_NODE && one.textContent.trim())
    .flatMap((one) => {{
      const range = document.createRange();
      range.selectNodeContents(one);
      return [...range.getClientRects()];
    }});
  const outside = (line, box, across, down, slack) =>
    across && (line.right > box.right + slack || line.left < box.left - slack)
    || down && (line.bottom - line.height / 4 > box.bottom || line.top + line.height / 4 < box.top);
  const hides = (way) => /hidden|clip/.test(way);
  const cut = (node) => {{
    if (/^(INPUT|TEXTAREA|OPTION|SELECT|STYLE|SCRIPT)$/.test(node.tagName)) return false;
    if (!said(node) || !seen(node)) return false;
    const there = lines(node);
    const slack = node.ownerSVGElement ? 5 : 2; // letters that stand upright have air around them
    for (let box = node; box; box = box.parentElement || box.getRootNode().host) {{
      const style = getComputedStyle(box);
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) return false;
      const [across, down] = [hides(style.overflowX), hides(style.overflowY)];
      if (!across && !down) continue;
      const edge = box.getBoundingClientRect();
      if (edge.width < 3 || edge.height < 3) return false;
      if (style.textOverflow === "ellipsis" && box.scrollWidth > box.clientWidth + 1) return true;
      if (there.some((line) => outside(line, edge, across, down, slack))) return true;
    }}
    return false;
  }};
  return all(document.body).filter(cut).map(told).slice(0, 6);
}}"""

_FURNITURE = f"""() => {{{_EVERYTHING}
  const names = ["stStatusWidget", "stAppDeployButton", "stMainMenu", "stDecoration",
    "stException", "stToolbarActions"];
  return names.filter((name) => [...document.querySelectorAll(`[data-testid=${{name}}]`)].some(
    (node) => seen(node) && (name !== "stToolbarActions" || node.textContent.trim())));
}}"""


def findings(page: Page, language: str) -> list[str]:
    """What is wrong with this page as it stands, in words for whoever takes pictures."""
    found = [f"wider than its window: {one}" for one in page.evaluate(_WIDER)]
    found += [f"cut: {one}" for one in page.evaluate(_CUT)]
    found += [f"furniture: {one}" for one in page.evaluate(_FURNITURE)]
    spoken = page.evaluate("() => document.documentElement.lang")
    return found if spoken == language else [*found, f"lang is {spoken!r}"]

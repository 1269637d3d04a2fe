"""The report in a browser: narrow, dark, printed, and readable."""

import json
import re
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.browser

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--disable-sync", "--hide-scrollbars", "--allow-file-access-from-files",
]  # fmt: skip

PROBE = """
<!doctype html><body style="margin:0"><iframe id="page" style="width:%(width)dpx;height:900px;border:0"></iframe>
<pre id="found"></pre><script>
const frame = document.getElementById("page");
frame.onload = () => {
  const page = frame.contentDocument, root = page.documentElement, view = frame.contentWindow;
  page.querySelectorAll("details").forEach(d => d.open = true);
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => rgb(c).slice(0, 3).map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = view.getComputedStyle(e).backgroundColor; if (rgb(c)[3] !== 0) return c; } return "rgb(255, 255, 255)"; };
  const weak = [], wide = [];
  for (const e of page.body.querySelectorAll("*")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    const box = e.getBoundingClientRect();
    if (!e.closest(".scroll") && !e.closest(".skip") && box.width && box.right > root.clientWidth + .5)
      wide.push(e.tagName + "." + e.className + " " + box.right);
    if (!own || !box.width) continue;
    const style = view.getComputedStyle(e), inside = e instanceof view.SVGElement;
    const pair = [light(inside ? style.fill : style.color), light(behind(e))].sort((a, b) => b - a);
    const ratio = (pair[0] + .05) / (pair[1] + .05);
    if (ratio < 4.5) weak.push(e.tagName + "." + e.getAttribute("class") + " " + ratio.toFixed(2));
  }
  document.getElementById("found").textContent = JSON.stringify({
    scroll: root.scrollWidth, client: root.clientWidth, wide: wide, weak: [...new Set(weak)],
    background: view.getComputedStyle(page.body).backgroundColor,
    asked: view.performance.getEntriesByType("resource").map(e => e.name),
    reachable: [...page.querySelectorAll(".scroll")].every(e => e.tabIndex === 0 && e.getAttribute("aria-labelledby")),
  });
};
frame.src = "%(url)s";
</script>
"""


def chromium(tmp_path, *arguments):
    command = [shutil.which("chromium"), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.fixture
def look(tmp_path):
    def at(page, width, *arguments):
        probe = tmp_path / "probe.html"
        probe.write_text(PROBE % {"width": width, "url": page.as_uri()})
        found = chromium(tmp_path, "--window-size=1400,1000", "--dump-dom", *arguments, probe.as_uri())
        words = re.search(r'<pre id="found">(.*?)</pre>', found, re.S)[1].replace("&gt;", ">").replace("&amp;", "&")
        return json.loads(words)

    return at


@pytest.mark.parametrize("page", ["parlor_twin/index.html", "index.html"])
def test_a_phone_needs_no_sideways_scroll_and_nothing_is_fetched(reports, look, page):
    found = look(reports.folder / page, 375)
    assert found["client"] == 375
    assert found["scroll"] == 375
    assert found["wide"] == []
    assert found["asked"] == []
    assert found["reachable"]


def test_text_has_contrast_in_light_and_dark_and_they_differ(reports, look):
    page = reports.twin / "index.html"
    light = look(page, 1200, "--blink-settings=preferredColorScheme=1")
    dark = look(page, 1200, "--blink-settings=preferredColorScheme=0")
    assert light["background"] != dark["background"]
    assert light["weak"] == []
    assert dark["weak"] == []
    assert light["wide"] == dark["wide"] == []


def test_it_prints(reports, tmp_path):
    chromium(tmp_path, f"--print-to-pdf={tmp_path / 'report.pdf'}", (reports.twin / "index.html").as_uri())
    data = (tmp_path / "report.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) > 5


@pytest.mark.demo
@pytest.mark.parametrize("page", ["parlor_twin/index.html", "emodb_twin/index.html", "index.html"])
def test_the_pages_of_the_demo_fit_a_phone_and_fetch_nothing(home, look, page):
    found = look(home / "reports" / page, 375)
    assert found["scroll"] == 375
    assert (found["wide"], found["weak"], found["asked"]) == ([], [], [])

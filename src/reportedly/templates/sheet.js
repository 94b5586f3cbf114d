// j and k walk through the statements, Escape lets go. Everything else on the page works without this.
(function () {
  "use strict";
  function marks() { return Array.from(document.querySelectorAll(".pin")); }
  function at(list) {
    var id = location.hash.slice(1).replace("s", "t");
    return list.findIndex(function (pin) { return pin.id === id; });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    var list = marks(), now = at(list);
    if (event.key === "j" && now + 1 < list.length) location.hash = list[now + 1].id;
    else if (event.key === "k" && now > 0) location.hash = list[now - 1].id;
    else if (event.key === "Escape" && location.hash) location.hash = "#";
  });
  // Choosing words brings the card into view inside its own scrolling list, and the other way round.
  window.addEventListener("hashchange", function () {
    var other = location.hash.slice(1), swap = other.indexOf("s") > 0 ? other.replace("s", "t") : other.replace("t", "s");
    var there = document.getElementById(swap), here = document.getElementById(other);
    if (!there || swap === other || matchMedia("(max-width: 60rem)").matches) return;
    there.scrollIntoView({ block: "center" });
    here.scrollIntoView({ block: "nearest" });
  });
})();

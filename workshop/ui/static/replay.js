// The film of the workshop: topics glide from minute to minute. Play, slider and the projector's
// window show the same minute; the window has no control and plays on by the server's clock.
// All minutes whole again: each comes as what differs from the one before.
function developed(frames) {
  const spots = new Map();
  return frames.map((frame) => {
    for (const [topic, spot] of Object.entries(frame.changes)) {
      if (spot) spots.set(Number(topic), spot);
      else spots.delete(Number(topic));
    }
    return new Map([...spots].sort(([one], [other]) => one - other));
  });
}

function news(data, frame) {
  const side = el("div", "rc-film-news");
  side.append(el("p", "rc-film-minute", frame.said));
  side.append(el("p", "rc-film-head", frame.moves.length ? data.words.moves : data.words.calm));
  for (const move of frame.moves) {
    const line = el("p", "rc-film-move");
    const words = el("span", "");
    words.append(el("b", "", `${move.label} · ${move.title}`));
    words.append(document.createTextNode(` → ${move.place}`));
    line.append(shape(move.code), words);
    side.append(line);
  }
  if (frame.more) side.append(el("p", "rc-film-more", `+ ${frame.more}`));
  if (frame.waiting) side.append(el("p", "rc-film-more", frame.waiting));
  return side;
}

function film(parent, data, show) {
  const whole = developed(data.frames);
  const last = data.frames.length - 1;
  const kept = parent.rcFilm ?? { at: 0, playing: false };
  kept.stop?.();
  parent.rcFilm = kept;
  const root = el("div", data.big ? "rc-film big" : "rc-film");
  const field = stage(data);
  const chips = data.topics.map((topic) => {
    const chip = el("i", "rc-film-dot gone");
    chip.title = topic.title;
    chip.dataset.label = topic.label;
    field.append(chip);
    return chip;
  });
  let side = el("div", "rc-film-news");
  let controls = null;

  const draw = () => {
    const box = { width: field.clientWidth, height: field.clientHeight };
    const places = arranged(whole[kept.at], box, chipSize(field));
    chips.forEach((chip, topic) => {
      const place = places.get(topic);
      const comes = chip.classList.contains("gone");
      chip.classList.toggle("gone", !place);
      if (!place) return;
      // A topic appears where it lies: it does not fly in from the corner.
      if (comes) chip.style.transition = "none";
      const code = whole[kept.at].get(topic)[2];
      if (chip.dataset.code !== code) {
        chip.dataset.code = code;
        chip.className = `rc-film-dot ${code}`;
        chip.replaceChildren(shape(code), document.createTextNode(data.topics[topic].label));
      }
      chip.style.transform = `translate(${place[0]}px, ${place[1]}px) translate(-50%, -50%)`;
      if (comes) {
        chip.getBoundingClientRect();
        chip.style.transition = "";
      }
    });
    const fresh = news(data, data.frames[kept.at]);
    side.replaceWith(fresh);
    side = fresh;
    field.setAttribute("aria-label", `${data.words.picture} ${data.frames[kept.at].said}`);
    controls?.follow();
  };
  const go = (at) => {
    kept.at = Math.max(0, Math.min(last, at));
    draw();
  };
  const shown = () => data.frame !== null && data.frame !== undefined;
  const tell = () => shown() && show?.({ frame: kept.at, playing: kept.playing });
  let timer = null;
  kept.stop = () => {
    clearInterval(timer);
    timer = null;
  };
  const run = () => {
    kept.stop();
    timer = setInterval(() => {
      if (!root.isConnected) return kept.stop();
      if (kept.at < last) go(kept.at + 1);
      if (kept.at >= last) {
        kept.playing = false;
        kept.stop();
        controls?.follow();
      }
    }, data.step);
  };
  const play = (playing) => {
    kept.playing = playing;
    if (playing && kept.at >= last) kept.at = 0;
    if (playing) run();
    else kept.stop();
    draw();
    tell();
  };

  if (!data.big) {
    const bar = el("div", "rc-film-bar");
    const button = el("button", "rc-film-play");
    button.type = "button";
    button.onclick = () => play(!kept.playing);
    const slider = el("input", "");
    slider.type = "range";
    slider.min = 0;
    slider.max = last;
    slider.setAttribute("aria-label", data.words.moment);
    slider.oninput = () => {
      kept.playing = false;
      kept.stop();
      go(Number(slider.value));
    };
    slider.onchange = () => tell();
    const room = el("button", "rc-film-room", shown() ? data.words.hide : data.words.show);
    room.type = "button";
    room.onclick = () =>
      show({ frame: shown() ? null : kept.at, playing: !shown() && kept.playing });
    bar.append(button, slider, room);
    root.append(bar);
    controls = {
      follow: () => {
        slider.value = kept.at;
        slider.setAttribute("aria-valuetext", data.frames[kept.at].said);
        button.textContent = kept.playing ? `❚❚ ${data.words.pause}` : `▶ ${data.words.play}`;
      },
    };
  } else {
    const began = data.since ? Math.max(0, Math.floor((data.now - data.since) / data.step)) : 0;
    kept.at = Math.min(last, data.frame + began);
    kept.playing = Boolean(data.since);
  }
  kept.at = Math.min(kept.at, last);
  const parts = el("div", "rc-film-parts");
  parts.append(field, side);
  root.append(parts);
  exchange(parent, root);
  draw();
  if (kept.playing) run();
  new ResizeObserver(() => root.isConnected && draw()).observe(field);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!isNews(parentElement, { ...data, now: data.since ? data.now : 0 })) return;
  film(parentElement, data, data.big ? null : (said) => setTriggerValue("show", said));
}

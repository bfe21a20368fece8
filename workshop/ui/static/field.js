// The matrix as a field on which topics are chips: shared by the film and the comparison.
const EDGE = 1.22;
const REACH = 9;

// Places that cover nothing: round after round further from where a topic lies, never across an axis.
function* around([x, y], width, height) {
  for (let ring = 0; ring <= REACH; ring += 1) {
    const steps = ring ? 8 * ring : 1;
    for (let step = 0; step < steps; step += 1) {
      const turn = (2 * Math.PI * step) / steps;
      yield [x + Math.cos(turn) * ring * width * 0.55, y + Math.sin(turn) * ring * height * 0.6];
    }
  }
}

function arranged(spots, box, chip) {
  const taken = [];
  const free = ([x, y]) =>
    taken.every(([a, b]) => Math.abs(a - x) >= chip.width || Math.abs(b - y) >= chip.height);
  const places = new Map();
  for (const [topic, [across, down]] of spots) {
    const home = [((across + EDGE) / (2 * EDGE)) * box.width, ((down + EDGE) / (2 * EDGE)) * box.height];
    const inside = ([x, y]) =>
      x >= chip.width / 2 && x <= box.width - chip.width / 2 &&
      y >= chip.height * 1.6 && y <= box.height - chip.height * 1.6 &&
      (!across || (x - box.width / 2) * across > chip.width / 2) &&
      (!down || (y - box.height / 2) * down > chip.height / 2);
    let found = home;
    for (const place of around(home, chip.width, chip.height)) {
      if (inside(place) && free(place)) {
        found = place;
        break;
      }
    }
    taken.push(found);
    places.set(topic, found);
  }
  return places;
}

function stage(data) {
  const field = el("div", "rc-film-field");
  field.setAttribute("role", "img");
  for (const quadrant of data.quadrants) {
    const part = el("div", `rc-film-q ${quadrant.code}`);
    const name = el("b", "");
    name.append(shape(quadrant.code), document.createTextNode(quadrant.name));
    part.append(name);
    field.append(part);
  }
  for (const end of ["client_hurts", "client_delights", "team_hurts", "team_delights"]) {
    field.append(el("span", `rc-film-end ${end}`, data.words[end]));
  }
  return field;
}

// How much room a chip takes, in pixels of this field.
function chipSize(field) {
  const unit = parseFloat(getComputedStyle(field).fontSize);
  return { width: unit * 3.9, height: unit * 1.75 };
}

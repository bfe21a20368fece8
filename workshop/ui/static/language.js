// The page says which language it is in, for voices that read it aloud: that of the workshop.
export default function (component) {
  document.documentElement.lang = component.data.language;
}

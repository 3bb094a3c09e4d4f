// The focal point by keyboard: two sliders beside the box that is drawn with a mouse; both say and set the same.
document.addEventListener('DOMContentLoaded', () => {
  const chooser = document.querySelector('.focal-point-chooser');
  const template = document.querySelector('template[data-focal]');
  const remove = document.querySelector('.remove-focal-point');
  const picture = chooser && chooser.querySelector('img');
  if (!template || !remove || !picture) return;
  const field = (name) => document.querySelector(`input.focal_point_${name}`);
  const size = { x: Number(picture.dataset.originalWidth), y: Number(picture.dataset.originalHeight) };
  remove.before(template.content.cloneNode(true));
  const sliders = [...document.querySelectorAll('[data-focal-axis]')];
  const dot = document.createElement('div');
  dot.className = 'focal-dot';
  chooser.append(dot);

  const show = (isOwn) => {
    const isSet = field('x').value !== '';
    dot.hidden = !isSet || !isOwn;
    sliders.forEach((slider) => {
      const axis = slider.dataset.focalAxis;
      slider.value = isSet ? Math.round((100 * Number(field(axis).value)) / size[axis]) : 50;
      slider.nextElementSibling.textContent = isSet ? `${slider.value} %` : '–';
    });
    const [left, top] = sliders.map((slider) => `${slider.value}%`);
    Object.assign(dot.style, { left, top });
  };
  sliders.forEach((slider) => slider.addEventListener('input', () => {
    const area = Math.max(1, Math.round(Math.min(size.x, size.y) / 5));
    sliders.forEach((each) => {
      const axis = each.dataset.focalAxis;
      field(axis).value = Math.max(1, Math.round((Number(each.value) * size[axis]) / 100));
    });
    ['width', 'height'].forEach((name) => { if (!field(name).value) field(name).value = area; });
    show(true);
  }));
  // What is drawn or removed with the mouse is written into the same fields, without an event of its own.
  chooser.addEventListener('pointerup', () => setTimeout(() => show(false), 50));
  remove.addEventListener('click', () => setTimeout(() => show(false), 50));
  show(false);
});

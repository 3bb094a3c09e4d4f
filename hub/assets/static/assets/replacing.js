// A new file for a picture is shown beside the old one, before anything is saved.
document.addEventListener('DOMContentLoaded', () => {
  const section = document.querySelector('[data-replacing]');
  const input = document.querySelector('input[type=file][name=file]');
  if (!section || !input) return;
  const after = section.querySelector('[data-replacing-after]');
  const size = section.querySelector('[data-replacing-new]');
  const shape = section.querySelector('[data-replacing-shape]');
  const [width, height] = section.querySelector('[data-replacing-size]').dataset.replacingSize.split(' ').map(Number);
  let address = '';

  input.addEventListener('change', () => {
    if (address) URL.revokeObjectURL(address);
    const [file] = input.files;
    section.hidden = !file;
    size.textContent = '';
    shape.hidden = true;
    address = file ? URL.createObjectURL(file) : '';
    after.src = address;
  });
  after.addEventListener('load', () => {
    size.textContent = `${after.naturalWidth} × ${after.naturalHeight}`;
    const change = (after.naturalWidth * height) / (after.naturalHeight * width);
    shape.hidden = Math.abs(change - 1) < 0.02;
  });
});

// Only what is to be set is shown; ticking it brings its field, and the focus stays where it is.
document.addEventListener('DOMContentLoaded', () => {
  const ticks = document.querySelectorAll('input[name=change]');
  const sync = (tick) => {
    const field = document.querySelector(`[name="${tick.value}"], [id^="id_${tick.value}"]`);
    const wrapper = field && field.closest('.w-field__wrapper, .w-field');
    if (wrapper) (wrapper.closest('li') || wrapper).hidden = !tick.checked;
  };
  ticks.forEach((tick) => {
    sync(tick);
    tick.addEventListener('change', () => sync(tick));
  });
});

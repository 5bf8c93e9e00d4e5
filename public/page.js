// What links and forms cannot do by themselves, for every page. All is heard at the document, so that a page that was
// written anew needs nothing. Where a program runs (`data-live`) forms are left to it. Without this script all works.
(() => {
  const root = document.documentElement;
  const live = 'live' in root.dataset;
  const find = (what, where = document) => where.querySelector(what);
  // A browser may forbid to keep anything, and says so by throwing at the first look: then nothing was kept.
  const maybe = (act) => {
    try {
      return act();
    } catch {}
  };
  const remember = (name, value) => maybe(() => {
    document.cookie = `${name}=${value}; Path=/; Max-Age=${value ? 31536000 : 0}; SameSite=Lax`;
  });

  // Relative times, in the words of `TimeSense` and `Locale::span`.
  const lead = () => root.dataset.now * 1000 - Date.now();
  let ahead = lead();
  const MINUTE = 60000;
  const span = (ms) => {
    const minutes = Math.floor(ms / MINUTE);
    if (minutes < 1) return 'less than a minute';
    if (minutes < 120) return `${minutes} min`;
    return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
  };
  const words = (is, left) => {
    const length = span(Math.abs(left));
    if (is('d-a')) return length;
    if (left < 0 && (is('rel-due') || is('d-p') || is('d-h'))) return `${length} late`;
    if (left > 0 || is('rel-due') || is('d-p') || is('d-h')) return `in ${length}`;
    return left > -MINUTE ? 'just now' : `${length} ago`;
  };
  const freshen = () => {
    const now = Date.now() + ahead;
    for (const element of document.querySelectorAll('[data-u]')) {
      const list = element.classList;
      const left = element.dataset.u * 1000 - now;
      // The text node that is there: a program holds on to it.
      if (element.lastChild) element.lastChild.nodeValue = words((name) => list.contains(name), left);
      if (list.contains('d-p')) {
        list.toggle('l', left < 0);
        list.toggle('n', left >= 0 && left <= 15 * MINUTE);
      }
    }
  };
  setInterval(freshen, 20000);
  // A demonstration was moved on.
  addEventListener('sitrep-time', () => {
    ahead = lead();
    freshen();
  });

  // Choices that stay on this device.
  const choices = () => {
    const theme = root.dataset.theme ?? '';
    for (const choice of document.querySelectorAll('[data-theme-choice]')) {
      choice.setAttribute('aria-pressed', choice.dataset.themeChoice === theme);
    }
    const keys = find('input[name=keys]');
    if (keys) keys.checked = !/(^|; )keys=off(;|$)/.test(maybe(() => document.cookie));
  };
  const paint = (theme) => {
    remember('theme', theme);
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    find('meta[name=color-scheme]').content = theme || 'light dark';
    choices();
  };

  addEventListener('change', ({ target }) => {
    if (target.name === 'keys') remember('keys', target.checked ? '' : 'off');
  });

  addEventListener('click', (event) => {
    const pressed = event.target.closest?.('[data-theme-choice], [data-print], .summary a[href^="#"], .summary-part a[href^="#"]');
    if (!pressed) return;
    if ('themeChoice' in pressed.dataset) return paint(pressed.dataset.themeChoice);
    if ('print' in pressed.dataset) return print();
    const field = document.getElementById(pressed.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    // Of a group the first choice takes the focus.
    (find('input, select, textarea', field) ?? field).focus();
  });

  // Keys: to the search, and through a menu.
  const typing = () => document.activeElement?.matches('input, textarea, select, [contenteditable]');
  const search = ({ key, ctrlKey, metaKey, altKey }) => {
    if (altKey) return false;
    if (ctrlKey || metaKey) return key.toLowerCase() === 'k';
    return key === '/' && !typing() && (find('input[name=keys]')?.checked ?? true);
  };
  addEventListener('keydown', (event) => {
    const form = find('#frame-search');
    if (form && search(event)) {
      event.preventDefault();
      if (!form.checkVisibility()) form.showPopover();
      return find('input', form).focus();
    }
    const items = [...(find('.menu:popover-open')?.querySelectorAll('.menu-item') ?? [])];
    const here = items.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here < 0 ? -1 : here - 1, Home: 0, End: -1 }[event.key];
    if (!items.length || to === undefined) return;
    event.preventDefault();
    items.at(to % items.length).focus();
  });

  // Words that would be lost.
  let unsaved = false;
  addEventListener('input', ({ target }) => {
    if (!live && target.matches('textarea, main.page form[method=post] :is(input, select)')) unsaved = true;
  });
  addEventListener('beforeunload', (event) => unsaved && event.preventDefault());

  // Forms of documents are posted by hand, so that no answer means that every word is still there.
  const busy = (button, is) => {
    if (!button) return;
    find('.spin', button)?.remove();
    if (!is) return button.removeAttribute('aria-busy');
    button.setAttribute('aria-busy', 'true');
    button.insertAdjacentHTML('afterbegin', '<span class="spin" aria-hidden="true"></span>');
  };
  const say = (form, words) => {
    form.insertAdjacentHTML('afterbegin', '<p class="notice is-bad no-answer" role="alert" tabindex="-1"></p>');
    form.firstChild.textContent = words;
    form.firstChild.focus();
  };
  const go = (address) => {
    const to = new URL(address, location.href);
    const same = to.pathname + to.search === location.pathname + location.search;
    if (!same) return location.assign(to);
    history.replaceState(null, '', to);
    location.reload();
  };
  const show = (html, address) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    document.title = page.title;
    document.body.replaceWith(page.body);
    if (new URL(address).pathname !== location.pathname) history.replaceState(null, '', address);
    begin();
    scrollTo(0, 0);
    (find('[autofocus]') ?? find('h1'))?.focus();
  };
  let sending = false;
  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    find('.no-answer', form)?.remove();
    sending = true;
    busy(button, true);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { 'x-sitrep-script': '1' } });
      const next = answer.headers.get('x-sitrep-next');
      const html = next ? '' : await answer.text();
      unsaved = false;
      if (next) go(next);
      else show(html, form.action);
    } catch {
      say(form, 'Sitrep does not answer. Nothing you typed is lost; try again.');
    }
    sending = false;
    busy(button, false);
  };
  addEventListener('submit', (event) => {
    const form = event.target;
    // What was begun and not sent does not outlive the session.
    if ('forget' in form.dataset) for (const kept of ['localStorage', 'sessionStorage']) maybe(() => window[kept].clear());
    if (live || event.defaultPrevented || event.submitter?.formTarget || (event.submitter?.formMethod || form.method) !== 'post') return;
    event.preventDefault();
    if (!sending) send(form, event.submitter);
  });

  // The report that was kept while it was typed has arrived: its receipt bears its title.
  const arrived = (title) => maybe(() => {
    const kept = JSON.parse(localStorage.getItem('sitrep.report') ?? '{}').title ?? '';
    if (!localStorage.getItem('sitrep.report-sent') || kept.trim().replace(/\s+/g, ' ') !== title) return;
    localStorage.removeItem('sitrep.report');
    localStorage.removeItem('sitrep.report-sent');
  });
  // What the browser knows of the first run, where nothing else was typed or chosen.
  const fill = ({ zone, public_url: url }, given) => {
    if (zone && !zone.value) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (url?.value === given) url.value = location.origin;
  };
  // What one types unseen can be looked at.
  const reveal = (field) => {
    const button = document.createElement('button');
    const show = (is) => {
      field.type = is ? 'text' : 'password';
      button.textContent = is ? 'Hide password' : 'Show password';
      button.setAttribute('aria-pressed', is);
    };
    button.type = 'button';
    button.className = 'b b-link tiny reveal';
    button.addEventListener('click', () => show(field.type === 'password'));
    // No browser keeps it among the words of fields.
    field.form?.addEventListener('submit', () => show(false));
    show(false);
    field.after(button);
  };
  const begin = () => {
    choices();
    if (!live) document.querySelectorAll('input[type=password]').forEach(reveal);
    const [sent, first] = [find('[data-sent]'), find('form[data-fill]')];
    if (sent) arrived(sent.dataset.sent);
    if (first) fill(first.elements, first.dataset.fill);
  };
  begin();
  // An incident opens at its newest line, unless the address or the browser says where.
  if (!location.hash && !scrollY) find('#newest')?.scrollIntoView({ block: 'end' });
  if (!live) root.dataset.ready = '';
})();

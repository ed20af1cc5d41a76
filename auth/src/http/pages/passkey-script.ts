/**
 * What passkeys need of a browser: forms marked `data-passkey` show themselves, ask the browser, and send themselves with
 * what it answered. No other page needs a script.
 */
export const passkeyScript = `'use strict';
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  const listed = (items) => (items || []).map((item) => ({ ...item, id: bytes(item.id) }));

  async function create(options) {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: listed(options.excludeCredentials),
    };
    const made = await navigator.credentials.create({ publicKey });
    const { clientDataJSON, attestationObject } = made.response;
    const transports = made.response.getTransports ? made.response.getTransports() : [];
    return answer(made, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject), transports });
  }

  async function get(options) {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: listed(options.allowCredentials),
    };
    const shown = await navigator.credentials.get({ publicKey });
    const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
    return answer(shown, {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      ...(userHandle ? { userHandle: text(userHandle) } : {}),
    });
  }

  const answer = (credential, response) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener('submit', async (event) => {
      if (form.elements.passkey.value !== '') return;
      event.preventDefault();
      const said = form.querySelector('[data-failed]');
      said.hidden = true;
      try {
        const options = JSON.parse(form.dataset.options);
        const credential = await (form.dataset.passkey === 'create' ? create(options) : get(options));
        form.elements.passkey.value = JSON.stringify(credential);
        form.submit();
      } catch {
        said.hidden = false;
      }
    });
  }
})();
`;

// The smallest viewer on react-iiif-vault: a canvas, and the buttons that its authentication state asks for.
import { createRoot } from 'react-dom/client';
import { CanvasPanel, LocaleString, useCurrentAuth } from 'react-iiif-vault';

function SignIn() {
  const { authItems, currentAuth, login, logout } = useCurrentAuth();
  const current = authItems[currentAuth];
  if (!current) return null;
  if (current.isLoggedIn) return <button id="sign-out" onClick={() => logout()}>Sign out</button>;
  return (
    <button id="confirm" onClick={() => login()}>
      <LocaleString>{current.service.confirmLabel || current.service.label}</LocaleString>
    </button>
  );
}

const manifest = new URLSearchParams(location.search).get('manifest');
createRoot(document.getElementById('root')).render(
  <CanvasPanel manifest={manifest} height={600}>
    <SignIn />
  </CanvasPanel>,
);

// Passkeys: a form with data-passkey asks the browser for the key when it is sent, and sends what the browser answers.
for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    if (form.elements.credential.value) return
    event.preventDefault()
    const failed = form.querySelector('[data-passkey-failed]')
    failed.hidden = true
    try {
      const options = JSON.parse(form.dataset.options)
      const answer = await window.webauthnJSON[form.dataset.passkey](options)
      form.elements.credential.value = JSON.stringify(answer)
      form.submit()
    } catch {
      failed.hidden = false
    }
  })
}

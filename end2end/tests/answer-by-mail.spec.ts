import { expect, go, report, test } from '../support/test';
import { answerByMail, numberOf } from '../support/wire';

test.use({ house: 'answer-by-mail' });

test('what Ana answers by mail stands at her incident, and the mail behind it', async ({ as, desk }) => {
  const receipt = await report(desk, { title: 'The printer is out of ink', email: 'ana@example.org', nonce: 'ink' });
  const number = await numberOf(desk, receipt);
  const rui = await as('rui');
  const words = 'Only the blue one.\r\n\r\nOn Mon, 23 Nov 2026, Desk <desk@example.org> wrote:\r\n> We have your report.';
  const mail = await answerByMail(desk, rui, 'ana@example.org', number, words);
  await go(rui, `/incidents/${number}`);
  await expect(rui.getByText('Only the blue one.')).toBeVisible();
  await expect(rui.locator('.tl').first()).not.toContainText('wrote:');
  await rui.getByRole('link', { name: 'read the mail itself' }).click();
  await rui.waitForURL(`**${mail}`);
  await expect(rui.locator('pre')).toContainText('> We have your report.');
});

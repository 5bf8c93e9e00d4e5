import type { Locator, Page } from '@playwright/test';

interface Part {
  /** Of the element's box, in px; a negative `x` or `y` counts from its right or lower edge. */
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}

/** Whether something is painted there: pixels that stand out from the first one. A picture of it is read on a page of its own. */
export async function isInked(page: Page, element: Locator, part: Part = {}): Promise<boolean> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) return false;
  const { x = 0, y = 0, width = box.width, height = box.height } = part;
  const clip = { x: box.x + (x < 0 ? box.width + x : x), y: box.y + (y < 0 ? box.height + y : y), width, height };
  const picture = (await page.screenshot({ clip })).toString('base64');
  const reader = await page.context().newPage();
  const stand = await reader.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (!pen) return 0;
    pen.drawImage(image, 0, 0);
    const { data: pixels } = pen.getImageData(0, 0, image.width, image.height);
    const differs = (at: number) => [0, 1, 2].some((part) => Math.abs((pixels[at + part] ?? 0) - (pixels[part] ?? 0)) > 60);
    let count = 0;
    for (let at = 0; at < pixels.length; at += 4) if (differs(at)) count++;
    return count;
  }, picture);
  await reader.close();
  return stand >= 4;
}

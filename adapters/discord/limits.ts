/**
 * What Discord accepts in one message, modal or command (developer documentation, "Component Reference" and
 * "Application Commands"). Text is counted in code points.
 */

/** Components of a message, nested ones included. */
export const MOST_COMPONENTS = 40;
/** Discord allows 4000 characters of displayed text a message; the rest is left for labels of buttons. */
export const MOST_TEXT = 3600;
export const MOST_BUTTONS_IN_ROW = 5;
export const MOST_CUSTOM_ID = 100;
export const MOST_BUTTON_LABEL = 80;
export const MOST_OPTIONS = 25;
export const MOST_OPTION_TEXT = 100;
export const MOST_ALT_TEXT = 1024;
export const MOST_THREAD_NAME = 100;
export const MOST_MODAL_INPUT = 4000;
export const MOST_QUESTION = 1500;
/** Where only the user installed the app, an interaction takes no more follow-ups than these. */
export const MOST_FOLLOW_UPS = 5;
/** Files of a message, and the bytes of one. */
export const MOST_FILES = 10;
/** Up to so many options are buttons; more are a menu. */
export const MOST_OPTION_BUTTONS = 5;

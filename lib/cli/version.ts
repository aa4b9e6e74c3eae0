/** The version of the plugin; package.json says the same. */
export const VERSION = '1.0.0';

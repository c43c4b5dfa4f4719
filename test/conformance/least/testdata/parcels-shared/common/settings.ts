const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

export const settings = {
  depots: required("DEPOTS_TABLE"),
  drivers: required("DRIVERS_TABLE"),
  routes: required("ROUTES_BUCKET"),
};

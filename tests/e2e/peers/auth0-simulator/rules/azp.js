// Auth0's access tokens name the client that they were given to; the simulator's do so by this.
function azp(user, context, callback) {
  context.accessToken.azp = context.clientID;
  callback(null, user, context);
}

namespace Crm.WebApi.Idempotency;

/// <summary>How a POST route honours an Idempotency-Key. A route that says nothing is <see cref="InTransaction"/>.</summary>
internal enum IdempotencyMode
{
    /// <summary>Effect and answer are one transaction: after a crash there is either both or neither.</summary>
    InTransaction,

    /// <summary>
    /// The intent is committed before the route runs, the answer after: for what calls a provider or commits on its own. After a
    /// crash between the two nobody knows, and nothing is done a second time.
    /// </summary>
    IntentFirst,

    /// <summary>The use case writes the answer in the commit of its effect.</summary>
    OwnCommit,

    /// <summary>The key is passed over: what a sign-in answers must not be had twice, and what makes nothing needs none.</summary>
    None,
}

/// <param name="HoldsSecret">The answer is not kept; a repetition is told the id.</param>
internal sealed record IdempotencyRules(IdempotencyMode Mode, bool HoldsSecret)
{
    public static readonly IdempotencyRules Usual = new(IdempotencyMode.InTransaction, HoldsSecret: false);
}

internal static class IdempotencyRoutes
{
    /// <param name="holdsSecret">The answer, or a cookie beside it, holds a secret that is given once.</param>
    public static TBuilder Idempotent<TBuilder>(this TBuilder routes, IdempotencyMode mode, bool holdsSecret = false)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new IdempotencyRules(mode, holdsSecret));

    /// <summary>The answer holds a secret that is shown once.</summary>
    public static TBuilder AnswersWithSecret<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.Idempotent(IdempotencyMode.InTransaction, holdsSecret: true);
}

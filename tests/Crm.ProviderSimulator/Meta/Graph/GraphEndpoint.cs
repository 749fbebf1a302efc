namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>Every path below a Graph version: finds who owns the object and lets it answer.</summary>
internal sealed class GraphEndpoint(GraphGate gate, IEnumerable<IGraphFamily> families)
{
    public Task<IResult> FacebookAsync(HttpContext context, string version, string id, string? edge) =>
        AnswerAsync(context, GraphHost.Facebook, version, id, edge);

    public Task<IResult> InstagramAsync(HttpContext context, string version, string id, string? edge) =>
        AnswerAsync(context, GraphHost.Instagram, version, id, edge);

    private Task<IResult> AnswerAsync(HttpContext context, GraphHost host, string version, string id, string? edge) =>
        gate.AnswerAsync(
            context,
            async () =>
            {
                var call = await gate.EnterAsync(context, host, version);
                var asked = id == "me" ? call.Token.SubjectId : id;
                var owner = families.FirstOrDefault(family => family.Owns(asked));
                return owner is null
                    ? throw call.NotFound(asked, $"no object has the id {asked}")
                    : await owner.AnswerAsync(call, asked, edge);
            }
        );
}

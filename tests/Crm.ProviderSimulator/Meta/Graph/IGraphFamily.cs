namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>One product on the graph: the objects it owns and what can be asked of them.</summary>
internal interface IGraphFamily
{
    /// <summary>The name in faults, refusals and deliveries.</summary>
    string Provider { get; }

    bool Owns(string id);

    Task<IResult> AnswerAsync(GraphCall call, string id, string? edge);
}

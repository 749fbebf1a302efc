using Crm.Application.Common;
using MediatR;

namespace Crm.Application.Notifications;

/// <summary>What needs a person now, most urgent first.</summary>
public sealed record ListAttention : IRequest<IReadOnlyList<AttentionItem>>;

internal sealed class ListAttentionHandler(IEnumerable<IAttentionSource> sources)
    : IRequestHandler<ListAttention, IReadOnlyList<AttentionItem>>
{
    private const int Most = 200;

    public async Task<IReadOnlyList<AttentionItem>> Handle(ListAttention request, CancellationToken cancellationToken)
    {
        var items = new List<AttentionItem>();
        foreach (var source in sources)
        {
            items.AddRange(await source.ListAsync(Most, cancellationToken));
        }

        return
        [
            .. items
                .OrderByDescending(item => item.Urgency)
                .ThenBy(item => item.Deadline ?? DateTimeOffset.MaxValue)
                .ThenByDescending(item => item.Since)
                .Take(Most),
        ];
    }
}

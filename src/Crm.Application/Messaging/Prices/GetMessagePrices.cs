using Crm.Application.Tenancy.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Prices;

/// <summary>Of the tenant of the scope.</summary>
public sealed record GetMessagePrices : IRequest<MessagePricesDto>;

internal sealed class GetMessagePricesHandler(IMessagingDb db, ITenantFacts tenant)
    : IRequestHandler<GetMessagePrices, MessagePricesDto>
{
    private const int Most = 20;

    public async Task<MessagePricesDto> Handle(GetMessagePrices request, CancellationToken cancellationToken)
    {
        await tenant.RequireAsync(cancellationToken);

        return MessagePricesDto.From(
            await db
                .MessagePrices.AsNoTracking()
                .OrderBy(price => price.Category)
                .Take(Most)
                .ToListAsync(cancellationToken)
        );
    }
}

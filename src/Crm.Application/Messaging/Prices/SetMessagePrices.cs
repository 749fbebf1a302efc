using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Messaging;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Prices;

/// <summary>What a template of each category costs the tenant of the scope, in the currency of its balance; null: nothing.</summary>
public sealed record SetMessagePrices(decimal? Marketing, decimal? Utility, decimal? Authentication)
    : IRequest<MessagePricesDto>
{
    internal IEnumerable<(string Category, decimal? Amount)> All =>
        [
            (MessageTemplate.Marketing, Marketing),
            (MessageTemplate.Utility, Utility),
            (MessageTemplate.Authentication, Authentication),
        ];
}

internal sealed class SetMessagePricesValidator : AbstractValidator<SetMessagePrices>
{
    private const decimal Most = 1_000_000m;

    public SetMessagePricesValidator()
    {
        RuleFor(request => request.Marketing).Must(IsPrice).WithErrorCode("message_price");
        RuleFor(request => request.Utility).Must(IsPrice).WithErrorCode("message_price");
        RuleFor(request => request.Authentication).Must(IsPrice).WithErrorCode("message_price");
    }

    private static bool IsPrice(decimal? amount) =>
        amount is null || (amount is >= 0 and <= Most && Money.IsKeepable(amount.Value));
}

internal sealed class SetMessagePricesHandler(
    IMessagingDb db,
    ITenantContext tenant,
    ITenantFacts facts,
    IAuditTrail audit
) : IRequestHandler<SetMessagePrices, MessagePricesDto>
{
    public async Task<MessagePricesDto> Handle(SetMessagePrices request, CancellationToken cancellationToken)
    {
        await facts.RequireAsync(cancellationToken);
        var stored = await db.MessagePrices.ToListAsync(cancellationToken);
        var before = MessagePricesDto.From(stored);
        foreach (var (category, amount) in request.All)
        {
            var price = stored.Find(row => row.Category == category);
            if (price is null && amount > 0)
            {
                price = MessagePrice.Of(tenant.TenantId, category, amount.Value);
                db.MessagePrices.Add(price);
                stored.Add(price);
            }

            price?.Change(amount ?? 0);
        }

        var after = MessagePricesDto.From(stored);
        await audit.RecordAsync(
            new("message_prices.changed", "tenant", tenant.TenantId.Value)
            {
                Before = before.Members(),
                After = after.Members(),
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return after;
    }
}

/// <summary>In the currency of the balance; null: free.</summary>
public sealed record MessagePricesDto(string? Marketing, string? Utility, string? Authentication)
{
    internal static MessagePricesDto From(IReadOnlyList<MessagePrice> prices)
    {
        return new(Of(MessageTemplate.Marketing), Of(MessageTemplate.Utility), Of(MessageTemplate.Authentication));

        string? Of(string category) =>
            prices.FirstOrDefault(price => price.Category == category) is { Amount: > 0 } price
                ? Money.Text(price.Amount)
                : null;
    }

    internal Dictionary<string, object?> Members() =>
        new(StringComparer.Ordinal)
        {
            ["marketing"] = Marketing,
            ["utility"] = Utility,
            ["authentication"] = Authentication,
        };
}

using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.Domain.Messaging;
using Crm.Domain.Publishing;
using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// The named filter <c>venues</c>: who is limited to venues sees what belongs to them and nothing else. What has no venue and
/// cannot have one is written out here, so that it is a decision.
/// </summary>
internal static class VenueFilter
{
    public const string Name = VenueScope.Filter;

    public static void AddTo(ModelBuilder model, CrmDbContext context)
    {
        foreach (var entity in CrmDbContext.EntitiesThatAre<IVenueBound>(model))
        {
            Put(model, entity, row => Expression.Property(row, nameof(IVenueBound.VenueId)), context);
        }

        Put(model, typeof(Venue), row => Expression.Property(row, nameof(Venue.Id)), context);

        // An account belongs to the venues that it is assigned to.
        model
            .Entity<Account>()
            .HasQueryFilter(
                Name,
                account =>
                    !context.IsLimitedToVenues || account.VenueIds.Any(venue => context.VenueLimit.Contains(venue))
            );
        // A post goes through accounts: who is limited sees it when all of them are theirs.
        model
            .Entity<Post>()
            .HasQueryFilter(
                Name,
                post =>
                    !context.IsLimitedToVenues
                    || context.PostTargets.Count(target => target.PostId == post.Id)
                        == context.PostTargets.Count(target =>
                            target.PostId == post.Id && context.Accounts.Any(account => account.Id == target.AccountId)
                        )
            );
        model.Entity<WebhookEvent>().HasQueryFilter(Name, _ => !context.IsLimitedToVenues);

        PutThroughAccount<Conversation>(model, context);
        PutThroughAccount<Message>(model, context);
        PutThroughAccount<MessageTemplate>(model, context);
    }

    /// <summary>What goes through an account is seen by who sees the account.</summary>
    private static void PutThroughAccount<T>(ModelBuilder model, CrmDbContext context)
        where T : class =>
        model
            .Entity<T>()
            .HasQueryFilter(
                Name,
                row =>
                    !context.IsLimitedToVenues
                    || context.Accounts.Any(account =>
                        account.Id == EF.Property<Guid>(row, nameof(Message.AccountId))
                        && account.VenueIds.Any(venue => context.VenueLimit.Contains(venue))
                    )
            );

    private static void Put(
        ModelBuilder model,
        Type entity,
        Func<ParameterExpression, Expression> venueOf,
        CrmDbContext context
    )
    {
        var row = Expression.Parameter(entity, "row");
        var venue = venueOf(row);
        var here = Expression.Constant(context);
        var isCovered = Expression.Call(
            typeof(Enumerable),
            nameof(Enumerable.Contains),
            [typeof(Guid)],
            Expression.Property(here, nameof(CrmDbContext.VenueLimit)),
            Expression.Convert(venue, typeof(Guid))
        );
        Expression isVisible =
            venue.Type == typeof(Guid)
                ? isCovered
                : Expression.AndAlso(Expression.NotEqual(venue, Expression.Constant(null, typeof(Guid?))), isCovered);
        var filter = Expression.OrElse(
            Expression.Not(Expression.Property(here, nameof(CrmDbContext.IsLimitedToVenues))),
            isVisible
        );
        model.Entity(entity).HasQueryFilter(Name, Expression.Lambda(filter, row));
    }
}
